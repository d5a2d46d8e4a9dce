using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Encoding;

/// <summary>Writes a state; what has its initial value is left out.</summary>
internal readonly struct SnapshotWriter(Utf8JsonWriter writer)
{
    /// <summary>Writes the whole snapshot.</summary>
    public void Write(ExecutionState state)
    {
        writer.WriteStartObject();
        writer.WriteNumber("format", SnapshotCodec.Format);
        writer.WritePropertyName("started");
        writer.WriteRawValue(EventCodec.Encode([state.Started]).Span, skipInputValidation: true);
        writer.WriteNumber("status", (int)state.Status);
        writer.WriteNumber("run", state.Run);
        writer.WriteNumber("lastSequence", state.LastSequence);
        writer.WriteNumber("historyBytes", state.HistoryBytes);
        WriteMoment("lastAt", state.LastAt);
        WriteMoment("endedAt", state.Ending?.At);
        WriteText("error", state.Ending?.Error);
        WriteText("cause", state.Ending?.Cause);
        if (state.FailedStep is { } failed)
            WriteFailedStep(failed);
        writer.WriteNumber("lastStep", state.LastStep);
        writer.WriteNumber("lastScope", state.LastScope);
        WriteMoment("deadline", state.Deadline);
        WriteMoment("runStartedAt", state.RunStartedAt);
        writer.WriteStartArray("scopes");
        foreach (var scope in state.Scopes.Values)
            WriteScope(scope);
        writer.WriteEndArray();
        WriteSteps("steps", state.Steps);
        WriteSteps("stoppedSteps", state.StoppedSteps);
        new MessageSnapshotWriter(writer).Write(state);
        writer.WriteEndObject();
    }

    private void WriteFailedStep(FailedStep failed)
    {
        writer.WriteStartObject("failedStep");
        writer.WriteNumber("number", failed.Number);
        writer.WriteString("id", failed.Id);
        writer.WriteString("state", failed.State);
        WriteText("field", failed.Field);
        writer.WriteEndObject();
    }

    private void WriteSteps(string name, NumberedDictionary<OpenStep> steps)
    {
        writer.WriteStartArray(name);
        foreach (var step in steps.Values)
            WriteStep(step);
        writer.WriteEndArray();
    }

    private void WriteScope(Scope scope)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", scope.Number);
        // The others have what the step around them gave to them: a thousand branches share one value, here too.
        if (scope.HasOwnData)
            WriteValue("data", scope.Data);
        writer.WriteNumber("parentStep", scope.ParentStep);
        writer.WriteNumber("index", scope.Index);
        writer.WriteString("path", scope.Path);
        writer.WriteStartObject("visits");
        foreach (var visit in scope.Visits.All)
            writer.WriteNumber(visit.Key, visit.Value);
        writer.WriteEndObject();
        writer.WriteStartObject("variables");
        foreach (var variable in scope.Variables)
            WriteValue(variable.Key, variable.Value);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteStep(OpenStep step)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", step.Number);
        writer.WriteNumber("scope", step.Scope);
        writer.WriteString("state", step.State);
        writer.WriteNumber("visit", step.Visit);
        WriteMoment("enteredAt", step.EnteredAt);
        writer.WriteNumber("phase", (int)step.Phase);
        WriteValue("input", step.Input);
        writer.WriteNumber("attempt", step.Attempt);
        WriteDuration("timeout", step.Timeout);
        WriteDuration("heartbeat", step.Heartbeat);
        writer.WriteNumber("place", (int)step.Place);
        WriteMoment("dueAt", step.DueAt);
        WriteMoment("silentUntil", step.SilentUntil);
        writer.WriteStartArray("retriesUsed");
        foreach (var used in step.RetriesUsed)
            writer.WriteNumberValue(used);
        writer.WriteEndArray();
        writer.WriteNumber("redeliveries", step.Redeliveries);
        writer.WriteNumber("entries", step.Entries);
        WriteValue("result", step.Result);
        WriteText("failedExpression", step.FailedExpression);
        if (step.FanOut is { } fanOut)
            WriteFanOut(fanOut);
        if (step.Awaited is { } awaited)
        {
            writer.WriteStartObject("awaited");
            writer.WriteString("name", awaited.Name);
            WriteValue("correlation", awaited.Correlation);
            writer.WriteEndObject();
        }

        if (step.Undoes is { } undone)
        {
            writer.WritePropertyName("undoes");
            new MessageSnapshotWriter(writer).Write(undone);
        }

        writer.WriteEndObject();
    }

    private void WriteFanOut(FanOut fanOut)
    {
        writer.WriteStartObject("fanOut");
        writer.WriteNumber("count", fanOut.Count);
        WriteValue("input", fanOut.Input);
        if (fanOut.Items is { } items && !ReferenceEquals(items.Array, fanOut.Input))
            WriteValue("items", items.Array);
        writer.WriteBoolean("isMap", fanOut.Items is not null);
        writer.WriteNumber("started", fanOut.Started);
        writer.WriteNumber("failed", fanOut.Failed);
        writer.WriteNumber("maxConcurrency", fanOut.MaxConcurrency);
        if (fanOut.ToleratedCount is { } count)
            writer.WriteNumber("toleratedCount", count);
        if (fanOut.ToleratedPercentage is { } percentage)
            writer.WriteNumber("toleratedPercentage", percentage);
        writer.WriteStartArray("outputs");
        foreach (var (index, output) in fanOut.Outputs)
        {
            writer.WriteNumberValue(index);
            writer.WriteRawValue(output.Utf8.Span, skipInputValidation: true);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteDuration(string name, TimeSpan? duration)
    {
        if (duration is { } given)
            writer.WriteNumber(name, given.Ticks);
    }

    private void WriteValue(string name, JsonData? value)
    {
        if (value is null)
            return;
        writer.WritePropertyName(name);
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }

    private void WriteText(string name, string? text)
    {
        if (text is not null)
            writer.WriteString(name, text);
    }

    private void WriteMoment(string name, DateTimeOffset? moment)
    {
        if (moment is { } given)
            writer.WriteNumber(name, given.ToUnixTimeMilliseconds());
    }
}
