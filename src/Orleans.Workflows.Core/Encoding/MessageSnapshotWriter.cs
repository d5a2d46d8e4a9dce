using System.Text.Json;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Encoding;

/// <summary>Writes the part of a state that is not about open steps: what came from outside, what is to be undone, what is owed.</summary>
internal readonly struct MessageSnapshotWriter(Utf8JsonWriter writer)
{
    /// <summary>Writes the members into the object that is open.</summary>
    public void Write(ExecutionState state)
    {
        writer.WriteStartArray("inbox");
        foreach (var pending in state.Inbox)
            Write(pending);
        writer.WriteEndArray();
        WriteTexts("eventIds", state.EventIds);
        WriteTexts("abandoned", state.Abandoned);
        writer.WriteBoolean("isParentNotified", state.IsParentNotified);
        writer.WriteStartArray("undoables");
        foreach (var undoable in state.Undoables)
            Write(undoable);
        writer.WriteEndArray();
        if (state.Compensation is { } compensation)
            Write(compensation);
    }

    /// <summary>Writes a task that will have to be undone.</summary>
    public void Write(Undoable undoable)
    {
        writer.WriteStartObject();
        writer.WriteNumber("step", undoable.Step);
        writer.WriteString("stepId", undoable.StepId);
        writer.WriteString("state", undoable.State);
        WriteValue("input", undoable.Input);
        WriteValue("output", undoable.Output);
        writer.WriteEndObject();
    }

    private void Write(PendingEvent pending)
    {
        writer.WriteStartObject();
        writer.WriteNumber("sequence", pending.Sequence);
        writer.WriteString("name", pending.Name);
        WriteValue("correlation", pending.Correlation);
        WriteValue("payload", pending.Payload);
        writer.WriteEndObject();
    }

    private void Write(CompensationProgress compensation)
    {
        writer.WriteStartObject("compensation");
        writer.WriteNumber("outcome", (int)compensation.Outcome);
        writer.WriteNumber("failedStep", compensation.FailedStep);
        WriteText("error", compensation.Error);
        WriteText("cause", compensation.Cause);
        writer.WriteNumber("completed", compensation.Completed);
        writer.WriteNumber("failed", compensation.Failed);
        writer.WriteEndObject();
    }

    private void WriteTexts(string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
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
}
