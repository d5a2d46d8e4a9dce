namespace Workflows.Language.Data;

/// <summary>An error as a workflow sees it: a name that retriers and catchers match, and a cause for people.</summary>
/// <param name="Name">For example <c>PaymentError</c> or <c>States.Timeout</c>; see <see cref="ErrorNames"/>.</param>
/// <param name="Cause">A sentence for people; null when none was given.</param>
public sealed record WorkflowError(string Name, string? Cause)
{
    /// <summary>The longest cause that is kept; a longer one is cut. In characters, as on AWS: 32,768.</summary>
    public const int LongestCause = 32_768;

    /// <summary>The longest name that is kept. In characters: 256.</summary>
    public const int LongestName = 256;
}
