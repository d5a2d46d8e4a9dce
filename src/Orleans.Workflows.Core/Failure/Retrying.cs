using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.Failure;

/// <summary>Whether and when a failed state is tried again. ASL: "Retrying after Error".</summary>
internal static class Retrying
{
    /// <summary>The index of the retrier that answers for an error: the first that matches decides.</summary>
    /// <returns>Null when none matches, or the one that does is exhausted: no later one is asked.</returns>
    public static int? FindRetrier(OpenStep step, FallibleStateDefinition state, WorkflowError error, Spelling spelling)
    {
        // No handler or mock is registered for the resource: the next attempt would find none either.
        if (error.Name == ErrorNames.ResourceNotFound)
            return null;

        for (var index = 0; index < state.Retriers.Count; index++)
        {
            var retrier = state.Retriers[index];
            if (retrier.Errors.Matches(error.Name, state.Kind == StateKind.Task, spelling))
                return UsedOf(step, index) < retrier.MaxRetries ? index : null;
        }

        return null;
    }

    /// <summary>Makes the next attempt due.</summary>
    public static void Schedule(Transition transition, OpenStep step, Retrier retrier, int index)
    {
        var dueAt = Moments.After(transition.Now, Delay(retrier, UsedOf(step, index), transition.Entropy));
        var attempt = int.Max(step.Attempt, 1) + 1;
        transition.Emit(new TaskRetryScheduled(transition.Now, step.Number, attempt, index, dueAt));
        if (dueAt <= transition.Now)
            transition.Resume(step);
    }

    private static int UsedOf(OpenStep step, int retrier) => retrier < step.RetriesUsed.Length ? step.RetriesUsed[retrier] : 0;

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
