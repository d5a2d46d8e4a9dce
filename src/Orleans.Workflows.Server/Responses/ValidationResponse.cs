using Workflows.Language.Documents;

namespace Workflows.Server.Responses;

/// <summary>What a definition's check found. Nothing was stored.</summary>
public sealed record ValidationResponse
{
    /// <summary>Whether the document could be registered; warnings do not stand in the way.</summary>
    public required bool Valid { get; init; }

    /// <summary>Everything that was found, in the order of the document.</summary>
    public required IReadOnlyList<ProblemItem> Problems { get; init; }

    /// <summary>The answer for a list of problems.</summary>
    public static ValidationResponse Of(IReadOnlyList<Problem> problems) =>
        new() { Valid = problems.All(p => p.Severity != Severity.Error), Problems = [.. problems.Select(ProblemItem.Of)] };
}
