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
        WriteMoment("lastAt", state.LastAt);
        WriteMoment("endedAt", state.Ending?.At);
        WriteText("error", state.Ending?.Error);
        WriteText("cause", state.Ending?.Cause);
        writer.WriteNumber("lastStep", state.LastStep);
        writer.WriteStartArray("scopes");
        foreach (var scope in state.Scopes.Values)
            WriteScope(scope);
        writer.WriteEndArray();
        writer.WriteStartArray("steps");
        foreach (var step in state.Steps.Values)
            WriteStep(step);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteScope(Scope scope)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", scope.Number);
        WriteValue("data", scope.Data);
        writer.WriteNumber("parentStep", scope.ParentStep);
        writer.WriteNumber("index", scope.Index);
        writer.WriteString("path", scope.Path);
        writer.WriteStartObject("visits");
        foreach (var visit in scope.Visits)
            writer.WriteNumber(visit.Key, visit.Value);
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
        if (step.Timeout is { } timeout)
            writer.WriteNumber("timeout", timeout.Ticks);
        WriteMoment("dueAt", step.DueAt);
        writer.WriteStartArray("retriesUsed");
        foreach (var used in step.RetriesUsed)
            writer.WriteNumberValue(used);
        writer.WriteEndArray();
        writer.WriteNumber("redeliveries", step.Redeliveries);
        writer.WriteEndObject();
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
