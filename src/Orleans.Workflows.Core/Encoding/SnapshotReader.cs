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
        if (root.GetProperty("format").GetInt32() != SnapshotCodec.Format)
            return null;

        return new ExecutionState
        {
            Started = (ExecutionStarted)EventCodec.Decode(JsonData.From(root.GetProperty("started")).Utf8)[0],
            Status = (ExecutionStatus)Number(root, "status"),
            Run = Number(root, "run"),
            LastSequence = root.GetProperty("lastSequence").GetInt64(),
            LastAt = Moment(root, "lastAt")!.Value,
            Ending = Moment(root, "endedAt") is { } at ? new ExecutionEnding(at, Text(root, "error"), Text(root, "cause")) : null,
            LastStep = Number(root, "lastStep"),
            Scopes = root.GetProperty("scopes")
                .EnumerateArray()
                .Select(ReadScope)
                .ToImmutableSortedDictionary(scope => scope.Number, scope => scope),
            Steps = root.GetProperty("steps")
                .EnumerateArray()
                .Select(ReadStep)
                .ToImmutableSortedDictionary(step => step.Number, step => step),
        };
    }

    private static Scope ReadScope(JsonElement scope) =>
        new()
        {
            Number = Number(scope, "number"),
            Data = Value(scope, "data")!,
            ParentStep = Number(scope, "parentStep"),
            Index = Number(scope, "index"),
            Path = Text(scope, "path")!,
            Visits = scope
                .GetProperty("visits")
                .EnumerateObject()
                .ToImmutableSortedDictionary(visit => visit.Name, visit => visit.Value.GetInt32(), StringComparer.Ordinal),
        };

    private static OpenStep ReadStep(JsonElement step) =>
        new()
        {
            Number = Number(step, "number"),
            Scope = Number(step, "scope"),
            State = Text(step, "state")!,
            Visit = Number(step, "visit"),
            EnteredAt = Moment(step, "enteredAt")!.Value,
            Phase = (StepPhase)Number(step, "phase"),
            Input = Value(step, "input"),
            Attempt = Number(step, "attempt"),
            Timeout = step.TryGetProperty("timeout", out var timeout) ? TimeSpan.FromTicks(timeout.GetInt64()) : null,
            DueAt = Moment(step, "dueAt"),
            RetriesUsed = [.. step.GetProperty("retriesUsed").EnumerateArray().Select(used => used.GetInt32())],
            Redeliveries = Number(step, "redeliveries"),
        };

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var text) ? text.GetString() : null;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static JsonData? Value(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? JsonData.From(value) : null;

    private static DateTimeOffset? Moment(JsonElement element, string name) =>
        element.TryGetProperty(name, out var moment) ? DateTimeOffset.FromUnixTimeMilliseconds(moment.GetInt64()) : null;
}
