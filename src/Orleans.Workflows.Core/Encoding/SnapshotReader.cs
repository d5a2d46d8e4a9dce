using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Encoding;

/// <summary>Reads a state; the mirror of <see cref="SnapshotWriter"/>.</summary>
internal static class SnapshotReader
{
    /// <summary>The state; null when the snapshot is of another format.</summary>
    public static ExecutionState? Read(JsonElement root)
    {
        if (root.Number("format") != SnapshotCodec.Format)
            return null;

        var (steps, stoppedSteps) = (ReadSteps(root, "steps"), ReadSteps(root, "stoppedSteps"));
        var state = new ExecutionState
        {
            Started = (ExecutionStarted)EventCodec.Decode(root.Value("started")!.Utf8)[0],
            Status = (ExecutionStatus)root.Number("status"),
            Run = root.Number("run"),
            LastSequence = root.GetProperty("lastSequence").GetInt64(),
            HistoryBytes = root.GetProperty("historyBytes").GetInt64(),
            LastAt = root.Moment("lastAt")!.Value,
            Ending = root.Moment("endedAt") is { } at ? new ExecutionEnding(at, root.Text("error"), root.Text("cause")) : null,
            FailedStep = root.TryGetProperty("failedStep", out var failed)
                ? new FailedStep(failed.Number("number"), failed.Text("id")!, failed.Text("state")!, failed.Text("field"))
                : null,
            LastStep = root.Number("lastStep"),
            LastScope = root.Number("lastScope"),
            Deadline = root.Moment("deadline"),
            RunStartedAt = root.Moment("runStartedAt")!.Value,
            Scopes = default(NumberedDictionary<Scope>).AddRange(
                root.List("scopes").Select(scope => ReadScope(scope, steps, stoppedSteps)),
                scope => scope.Number
            ),
            Steps = steps,
            StoppedSteps = stoppedSteps,
            Inbox = [.. root.List("inbox").Select(ReadPending)],
            EventIds = ReadTexts(root, "eventIds"),
            Abandoned = ReadTexts(root, "abandoned"),
            IsParentNotified = root.GetProperty("isParentNotified").GetBoolean(),
            Undoables = [.. root.List("undoables").Select(ReadUndoable)],
            Compensation = root.TryGetProperty("compensation", out var compensation) ? ReadCompensation(compensation) : null,
        };
        state.InboxBytes = state.Inbox.Sum(static pending => pending.Bytes);
        state.CarriedBytes =
            state.Scopes.Values.Sum(static scope => scope.OwnBytes)
            + state.Steps.Values.Concat(state.StoppedSteps.Values).Sum(static step => step.FanOut?.OutputBytes ?? 0)
            + state.Undoables.Sum(static undoable => undoable.Bytes);
        return state;
    }

    private static Scope ReadScope(JsonElement scope, NumberedDictionary<OpenStep> steps, NumberedDictionary<OpenStep> stoppedSteps)
    {
        var (parent, index) = (scope.Number("parentStep"), scope.Number("index"));
        var own = scope.Value("data");
        return new Scope
        {
            Number = scope.Number("number"),
            Data = own ?? Given(steps.TryGetValue(parent, out var step) ? step : stoppedSteps[parent], index),
            HasOwnData = own is not null,
            ParentStep = parent,
            Index = index,
            Path = scope.Text("path")!,
            Visits = scope
                .GetProperty("visits")
                .EnumerateObject()
                .Aggregate(default(VisitCounts), (counts, visit) => counts.With(visit.Name, visit.Value.GetInt32())),
            Variables = scope
                .GetProperty("variables")
                .EnumerateObject()
                .ToImmutableSortedDictionary(variable => variable.Name, variable => JsonData.From(variable.Value), StringComparer.Ordinal),
        };
    }

    // What a branch or an iteration began with.
    private static JsonData Given(OpenStep parent, int index) =>
        parent.FanOut is { } fanOut
            ? fanOut.Items?[index] ?? fanOut.Input
            : throw new InvalidDataException($"A snapshot has a scope of step {parent.Number}, which has none.");

    private static NumberedDictionary<OpenStep> ReadSteps(JsonElement root, string name) =>
        default(NumberedDictionary<OpenStep>).AddRange(root.List(name).Select(ReadStep), step => step.Number);

    private static OpenStep ReadStep(JsonElement step) =>
        new()
        {
            Number = step.Number("number"),
            Scope = step.Number("scope"),
            State = step.Text("state")!,
            Visit = step.Number("visit"),
            EnteredAt = step.Moment("enteredAt")!.Value,
            Phase = (StepPhase)step.Number("phase"),
            Input = step.Value("input"),
            Attempt = step.Number("attempt"),
            Timeout = step.Duration("timeout"),
            Heartbeat = step.Duration("heartbeat"),
            Place = (TaskPlace)step.Number("place"),
            DueAt = step.Moment("dueAt"),
            SilentUntil = step.Moment("silentUntil"),
            RetriesUsed = [.. step.List("retriesUsed").Select(used => used.GetInt32())],
            Redeliveries = step.Number("redeliveries"),
            Entries = step.Number("entries"),
            Result = step.Value("result"),
            FailedExpression = step.Text("failedExpression"),
            FanOut = step.TryGetProperty("fanOut", out var fanOut) ? ReadFanOut(fanOut) : null,
            Awaited = step.TryGetProperty("awaited", out var awaited)
                ? new AwaitedEvent(awaited.Text("name")!, awaited.Value("correlation"))
                : null,
            Undoes = step.TryGetProperty("undoes", out var undoes) ? ReadUndoable(undoes) : null,
        };

    private static FanOut ReadFanOut(JsonElement fanOut)
    {
        var input = fanOut.Value("input")!;
        var outputs = fanOut
            .List("outputs")
            .Chunk(2)
            .ToImmutableSortedDictionary(entry => entry[0].GetInt32(), entry => JsonData.From(entry[1]));
        return new FanOut
        {
            Count = fanOut.Number("count"),
            Input = input,
            Items = fanOut.GetProperty("isMap").GetBoolean() ? new ItemList(fanOut.Value("items") ?? input) : null,
            Started = fanOut.Number("started"),
            Failed = fanOut.Number("failed"),
            MaxConcurrency = fanOut.Number("maxConcurrency"),
            ToleratedCount = fanOut.TryGetProperty("toleratedCount", out var count) ? count.GetInt32() : null,
            ToleratedPercentage = fanOut.TryGetProperty("toleratedPercentage", out var percentage) ? percentage.GetDouble() : null,
            Outputs = outputs,
            OutputBytes = outputs.Values.Sum(static output => (long)output.Size),
        };
    }

    private static PendingEvent ReadPending(JsonElement pending) =>
        new(pending.GetProperty("sequence").GetInt64(), pending.Text("name")!, pending.Value("correlation"), pending.Value("payload")!);

    private static Undoable ReadUndoable(JsonElement undoable) =>
        new(undoable.Number("step"), undoable.Text("stepId")!, undoable.Text("state")!, undoable.Value("input")!, undoable.Value("output"));

    private static CompensationProgress ReadCompensation(JsonElement compensation) =>
        new(
            (ExecutionStatus)compensation.Number("outcome"),
            compensation.Number("failedStep"),
            compensation.Text("error"),
            compensation.Text("cause"),
            compensation.Number("completed"),
            compensation.Number("failed")
        );

    private static ImmutableSortedSet<string> ReadTexts(JsonElement root, string name) =>
        root.List(name).Select(text => text.GetString()!).ToImmutableSortedSet(StringComparer.Ordinal);
}
