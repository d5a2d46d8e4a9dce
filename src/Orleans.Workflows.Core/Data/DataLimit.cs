using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.Data;

/// <summary>The limits that the language sets to data and waits.</summary>
internal static class DataLimit
{
    /// <summary>Checks size and depth of a value.</summary>
    /// <exception cref="EvaluationException"><c>States.DataLimitExceeded</c>.</exception>
    public static void Check(JsonData value, int limit, string what)
    {
        if (Exceeded(value, limit, what) is { } error)
            throw new EvaluationException(error.Name, error.Cause!);
    }

    /// <summary><c>States.DataLimitExceeded</c> when a value is larger than its limit, or deeper than what can be read back; else null.</summary>
    public static WorkflowError? Exceeded(JsonData value, int limit, string what)
    {
        if (value.Size > limit)
            return new WorkflowError(ErrorNames.DataLimitExceeded, $"{what} has {value.Size} bytes; the limit is {limit}.");
        return JsonNesting.IsWithinLimit(value.Utf8.Span)
            ? null
            : new WorkflowError(ErrorNames.DataLimitExceeded, $"{what} is nested deeper than {JsonData.MaxDepth} levels.");
    }

    /// <summary>Checks that a wait is not longer than ten years.</summary>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>.</exception>
    public static void CheckWait(DateTimeOffset now, DateTimeOffset until)
    {
        if (until > Moments.After(now, DurationSource.Longest))
            throw new EvaluationException(ErrorNames.Runtime, $"A wait until {Timestamps.Format(until)} is longer than ten years.");
    }
}
