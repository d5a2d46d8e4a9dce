using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.Trials;

/// <summary>What a state led to when it was tried.</summary>
public sealed record TrialOutcome
{
    /// <summary>What it led to.</summary>
    public required TrialStatus Status { get; init; }

    /// <summary>The data that go on; null when none do.</summary>
    public JsonData? Output { get; init; }

    /// <summary>The error's name; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>The error's cause; null for none.</summary>
    public string? Cause { get; init; }

    /// <summary>The state that follows; null for none.</summary>
    public string? Next { get; init; }

    /// <summary>The retrier that matches the error, also an exhausted one, by its index; null for none.</summary>
    public int? Retrier { get; init; }

    /// <summary>How long the retrier waits; null where nothing is tried again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The catcher that answers for the error, by its index; null for none.</summary>
    public int? Catcher { get; init; }

    /// <summary>The data on their way through the state, as far as they got.</summary>
    public required ImmutableArray<TrialStage> Stages { get; init; }

    internal static TrialOutcome Of(StateTrial trial, TrialStages watched, Transition transition)
    {
        var stages = watched.Finish(transition);
        var events = transition.ToDecision(CommandAnswer.Accepted).Events;
        var state = trial.Program.Definition.States[trial.State] as FallibleStateDefinition;
        bool Matches(ErrorMatcher errors, string name) =>
            errors.Matches(name, state?.Kind == StateKind.Task, trial.Program.Definition.Spelling);
        var caught = events.OfType<ErrorCaught>().FirstOrDefault();
        if (events.OfType<StepLeft>().FirstOrDefault() is { } left)
            return new TrialOutcome
            {
                Status = caught is null ? TrialStatus.Succeeded : TrialStatus.CaughtError,
                Output = left.Output ?? trial.Input,
                Next = left.Next,
                Error = caught?.Error,
                Cause = caught?.Cause,
                Catcher = caught is null ? null : IndexOf(state!.Catchers, catcher => Matches(catcher.Errors, caught.Error)),
                Stages = stages,
            };

        var (error, cause) = FailureOf(events);
        var retry = events.OfType<TaskRetryScheduled>().FirstOrDefault();
        return new TrialOutcome
        {
            Status = retry is null ? TrialStatus.Failed : TrialStatus.Retriable,
            Error = error,
            Cause = cause,
            Retrier = state is null || error is null ? null : IndexOf(state.Retriers, retrier => Matches(retrier.Errors, error)),
            RetryAfter = retry?.DueAt - retry?.At,
            Stages = stages,
        };
    }

    private static (string? Error, string? Cause) FailureOf(ImmutableArray<ExecutionEvent> events) =>
        events.OfType<ExecutionFailed>().FirstOrDefault() is { } failed ? (failed.Error, failed.Cause)
        : events.OfType<TaskFailed>().FirstOrDefault() is { } task ? (task.Error, task.Cause)
        : events.OfType<FanOutFailed>().FirstOrDefault() is { } whole ? (whole.Error, whole.Cause)
        : (null, null);

    private static int? IndexOf<T>(IReadOnlyList<T> list, Func<T, bool> isIt)
    {
        for (var index = 0; index < list.Count; index++)
        {
            if (isIt(list[index]))
                return index;
        }

        return null;
    }
}

/// <summary>The data at one place of their way through a state.</summary>
/// <param name="Name">The place, for example <c>afterInputPath</c>.</param>
/// <param name="Data">The data.</param>
public sealed record TrialStage(string Name, JsonData Data);
