using Workflows.Language.Data;

namespace Workflows.Grains.Tasks;

/// <summary>The door for what executors bring: a history takes well-formed JSON and texts that every database can keep, or it could never be read again.</summary>
internal static class OutcomeCheck
{
    /// <summary>The error that an attempt fails with, cleaned; null when it brought a result that can be kept.</summary>
    public static WorkflowError? ErrorOf(TaskOutcome outcome)
    {
        if (outcome.Error is { } error)
        {
            var name = string.IsNullOrWhiteSpace(error.Name) ? ErrorNames.TaskFailed : error.Name;
            return new WorkflowError(
                Clean(name, WorkflowError.LongestName),
                error.Cause is null ? null : Clean(error.Cause, WorkflowError.LongestCause)
            );
        }
        if (outcome.Result is not { } result || JsonPayload.TryParse(result.Utf8, out _, out var problem))
            return null;
        return new WorkflowError(ErrorNames.TaskFailed, $"The result cannot be kept: {problem.Message}");
    }

    /// <summary>What code outside the engine fails with: reserved names are the engine's own.</summary>
    /// <param name="who">The beginning of a sentence.</param>
    public static TaskOutcome Thrown(string error, string? cause, string who) =>
        error.StartsWith(ErrorNames.Prefix, StringComparison.Ordinal)
            ? TaskOutcome.Failed(ErrorNames.TaskFailed, $"{who} threw the reserved error name {error}: {cause}")
            : TaskOutcome.Failed(error, cause);

    private static string Clean(string text, int longest)
    {
        var cut = text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…");
        return IsClean(cut) ? cut : string.Concat(cut.EnumerateRunes().Select(rune => rune.Value == 0 ? "\uFFFD" : rune.ToString()));
    }

    private static bool IsClean(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\0')
                return false;
            if (!char.IsSurrogate(text[index]))
                continue;
            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                return false;
            index++;
        }
        return true;
    }
}
