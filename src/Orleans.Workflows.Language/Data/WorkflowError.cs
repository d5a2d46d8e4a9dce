namespace Workflows.Language.Data;

/// <summary>An error as a workflow sees it: a name that retriers and catchers match, and a cause for people.</summary>
/// <param name="Name">For example <c>PaymentError</c> or <c>States.Timeout</c>; see <see cref="ErrorNames"/>.</param>
/// <param name="Cause">A sentence for people; null when none was given.</param>
public sealed record WorkflowError(string Name, string? Cause);
