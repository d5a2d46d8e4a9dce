using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.States;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.Failure;

/// <summary>Whether and when a failed state is tried again. ASL: "Retrying after Error".</summary>
internal static class Retrying
{
    /// <summary>Lets the first retrier that matches decide.</summary>
    /// <returns>False when none matches, or the one that does is exhausted: no later one is asked.</returns>
    public static bool TrySchedule(Transition transition, OpenStep step, FallibleStateDefinition state, WorkflowError error)
    {
        // Nobody answers for the resource: the next attempt would find nobody either.
        if (error.Name == ErrorNames.ResourceNotFound)
            return false;

        for (var index = 0; index < state.Retriers.Count; index++)
        {
            var retrier = state.Retriers[index];
            if (!retrier.Errors.Matches(error.Name, state.Kind == StateKind.Task))
                continue;

            var used = index < step.RetriesUsed.Length ? step.RetriesUsed[index] : 0;
            if (used >= retrier.MaxRetries)
                return false;

            var dueAt = Moments.After(transition.Now, Delay(retrier, used, transition.Entropy));
            var attempt = int.Max(step.Attempt, 1) + 1;
            transition.Emit(new TaskRetryScheduled(transition.Now, step.Number, attempt, index, dueAt));
            if (dueAt <= transition.Now)
                TaskStep.Schedule(transition, transition.State.Steps[step.Number]);
            return true;
        }

        return false;
    }

    /// <summary>The delay before a retry: interval × multiplier^used, capped, with the jitter drawn.</summary>
    /// <param name="used">How many retries the retrier has started before.</param>
    private static TimeSpan Delay(Retrier retrier, int used, Entropy entropy)
    {
        var longest = retrier.MaxInterval ?? DurationSource.Longest;
        var seconds = Math.Min(retrier.Interval.TotalSeconds * Math.Pow(retrier.BackoffMultiplier, used), longest.TotalSeconds);
        return retrier.Jitter switch
        {
            Jitter.None => TimeSpan.FromSeconds(seconds),
            Jitter.Full => TimeSpan.FromSeconds(seconds * entropy.NextDouble()),
        };
    }
}
