namespace Workflows.Chaos.Tests.Crash;

/// <summary>Judges what is left of a run: the histories against the log of the calls.</summary>
internal static class CrashVerdict
{
    /// <summary>What is wrong with one execution; empty when nothing is.</summary>
    public static IEnumerable<string> Judge(string execution, IReadOnlyList<RecordedEvent> history, IReadOnlyList<Call> calls)
    {
        if (history.Count == 0)
            return [$"{execution}: its start was acknowledged, and it is gone"];
        return Shape(history).Concat(Records(history)).Concat(Calls(history, calls)).Select(finding => $"{execution}: {finding}");
    }

    private static IEnumerable<string> Shape(IReadOnlyList<RecordedEvent> history)
    {
        if (!history.Select(entry => entry.Sequence).SequenceEqual(Enumerable.Range(1, history.Count).Select(number => (long)number)))
            yield return "its sequences are not 1 to n: " + string.Join(' ', history.Select(entry => entry.Sequence));
        if (history[0].Type != "ExecutionStarted")
            yield return "its first event is " + history[0].Type;
        if (history.Count(entry => entry.IsEnd) != 1 || history[^1].Type != "ExecutionSucceeded")
            yield return "it does not end once, with success: "
                + string.Join(' ', history.Where(entry => entry.IsEnd).Select(entry => entry.Type).DefaultIfEmpty("no end"));
        foreach (var (earlier, later) in history.Zip(history.Skip(1)).Where(pair => pair.First.At > pair.Second.At))
            yield return $"event {later.Sequence} is earlier than event {earlier.Sequence}";
    }

    private static IEnumerable<string> Records(IReadOnlyList<RecordedEvent> history) =>
        history
            .Where(entry => entry.Type is "StepEntered" or "StepLeft" or "TaskScheduled" or "TaskCompleted")
            .GroupBy(entry => (entry.Type, entry.StepId, entry.Type is "TaskScheduled" ? entry.Attempt : null))
            .Where(group => group.Count() > 1)
            .Select(group => $"{group.Key.Type} of {group.Key.StepId} is recorded {group.Count()} times");

    private static IEnumerable<string> Calls(IReadOnlyList<RecordedEvent> history, IReadOnlyList<Call> calls)
    {
        foreach (var completed in history.Where(entry => entry.Type == "TaskCompleted"))
        {
            var ofStep = calls.Where(call => call.StepId == completed.StepId).ToList();
            if (ofStep.Count == 0)
                yield return $"{completed.StepId} is completed, and nobody was called";
            if (ofStep.Select(call => call.Key).Distinct(StringComparer.Ordinal).Count() > 1)
                yield return $"{completed.StepId} was called with several idempotency keys";
            foreach (var call in ofStep.Where(call => WholeMilliseconds(call.ReceivedAt) > completed.At))
                yield return $"{completed.StepId} was completed at {completed.At:O} and called again at {call.ReceivedAt:O}";
        }

        var steps = history.Where(entry => entry.Type == "StepEntered").Select(entry => entry.StepId).ToHashSet(StringComparer.Ordinal);
        foreach (var call in calls.Where(call => !steps.Contains(call.StepId)))
            yield return $"{call.StepId} was called, and is not in the history";
    }

    /// <summary>The history's times have milliseconds.</summary>
    private static DateTimeOffset WholeMilliseconds(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
