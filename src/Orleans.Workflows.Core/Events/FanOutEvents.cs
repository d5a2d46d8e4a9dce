using Workflows.Language.Data;

namespace Workflows.Core.Events;

/// <summary>The branches of a Parallel state began: one scope each, numbered on from the last.</summary>
/// <param name="Attempt">The attempt of the whole state, counted from 1.</param>
/// <param name="Count">How many branches.</param>
/// <param name="Input">What every branch begins with; null for the data of the step's scope.</param>
public sealed record ParallelStarted(DateTimeOffset At, int Step, int Attempt, int Count, JsonData? Input)
    : ExecutionEvent(EventKind.ParallelStarted, At, Step)
{
    private protected override int ValueBytes => Input?.Size ?? 0;
}

/// <summary>A Map began; its iterations follow as its concurrency lets them.</summary>
/// <param name="Attempt">The attempt of the whole state, counted from 1.</param>
/// <param name="Count">How many items.</param>
/// <param name="Input">What the item selector sees as <c>$</c>; null for the data of the step's scope.</param>
/// <param name="Items">The array of items; null for <paramref name="Input"/>.</param>
/// <param name="MaxConcurrency">How many iterations run at once; 0 for no limit.</param>
/// <param name="ToleratedCount">How many iterations may fail; null where the state does not say.</param>
/// <param name="ToleratedPercentage">Which share of them may fail, 0 to 100; null where the state does not say.</param>
public sealed record MapStarted(
    DateTimeOffset At,
    int Step,
    int Attempt,
    int Count,
    JsonData? Input,
    JsonData? Items,
    int MaxConcurrency,
    int? ToleratedCount,
    double? ToleratedPercentage
) : ExecutionEvent(EventKind.MapStarted, At, Step)
{
    private protected override int ValueBytes => (Input?.Size ?? 0) + (Items?.Size ?? 0);
}

/// <summary>An iteration of a Map began: a new scope.</summary>
/// <param name="Scope">The number of the scope.</param>
/// <param name="Index">The index of the item, counted from 0.</param>
/// <param name="Input">What the iteration begins with; null for the item itself.</param>
public sealed record IterationStarted(DateTimeOffset At, int Step, int Scope, int Index, JsonData? Input)
    : ExecutionEvent(EventKind.IterationStarted, At, Step)
{
    private protected override int ValueBytes => Input?.Size ?? 0;
}

/// <summary>An iteration failed, and its Map tolerates that: the scope ends, the others go on.</summary>
/// <param name="Step">The step that failed.</param>
/// <param name="Scope">The scope of the iteration.</param>
/// <param name="Output">What stands for the iteration in the output of the Map.</param>
public sealed record ScopeFailed(DateTimeOffset At, int Step, int Scope, string? Error, string? Cause, JsonData Output)
    : ExecutionEvent(EventKind.ScopeFailed, At, Step)
{
    private protected override int ValueBytes => Output.Size + (Cause?.Length ?? 0);
}

/// <summary>A branch or iteration failed, and with it a Parallel or Map that retries or catches the error: all its scopes end.</summary>
/// <param name="Step">The step of the Parallel or Map.</param>
/// <param name="Attempt">The attempt of the whole state.</param>
/// <param name="Origin">The step inside that failed.</param>
public sealed record FanOutFailed(DateTimeOffset At, int Step, int Attempt, int Origin, string? Error, string? Cause)
    : ExecutionEvent(EventKind.FanOutFailed, At, Step)
{
    private protected override int ValueBytes => Cause?.Length ?? 0;
}
