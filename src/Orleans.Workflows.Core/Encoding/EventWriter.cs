using System.Text.Json;
using Workflows.Core.Events;
using Workflows.Language.Data;

namespace Workflows.Core.Encoding;

/// <summary>Writes the events of one row, each value once.</summary>
internal ref struct EventWriter(Utf8JsonWriter writer)
{
    private DateTimeOffset at;
    private JsonData? result;

    /// <summary>Writes one event behind those before it.</summary>
    public void Write(ExecutionEvent happened)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, EventNames.Of(happened.Kind));
        if (happened.At != at)
            WriteMoment("at"u8, at = happened.At);
        if (happened.Step != 0)
            writer.WriteNumber("step"u8, happened.Step);
        WriteDetails(happened);
        writer.WriteEndObject();
    }

    private void WriteDetails(ExecutionEvent happened)
    {
        switch (happened)
        {
            case ExecutionStarted started:
                WriteStart(started);
                break;
            case StepEntered entered:
                if (entered.Scope != State.Scope.Top)
                    writer.WriteNumber("scope"u8, entered.Scope);
                writer.WriteString("state"u8, entered.State);
                if (entered.Visit != 1)
                    writer.WriteNumber("visit"u8, entered.Visit);
                break;
            case StepLeft left:
                WriteOutput(left.Output);
                WriteOptional("next"u8, left.Next);
                break;
            case TaskScheduled scheduled:
                writer.WriteNumber("attempt"u8, scheduled.Attempt);
                WriteValue("input"u8, scheduled.Input);
                if (scheduled.Timeout is { } timeout)
                    writer.WriteNumber("timeout"u8, timeout.Ticks / TimeSpan.TicksPerMillisecond);
                break;
            case TaskCompleted completed:
                writer.WriteNumber("attempt"u8, completed.Attempt);
                WriteValue("result"u8, result = completed.Result);
                break;
            case TaskFailed failed:
                writer.WriteNumber("attempt"u8, failed.Attempt);
                WriteError(failed.Error, failed.Cause);
                break;
            case TaskTimedOut timedOut:
                writer.WriteNumber("attempt"u8, timedOut.Attempt);
                WriteError(timedOut.Error, timedOut.Cause);
                break;
            case TaskRetryScheduled retry:
                writer.WriteNumber("attempt"u8, retry.Attempt);
                writer.WriteNumber("retrier"u8, retry.Retrier);
                WriteMoment("due"u8, retry.DueAt);
                break;
            case TaskRedelivered redelivered:
                writer.WriteNumber("attempt"u8, redelivered.Attempt);
                writer.WriteNumber("count"u8, redelivered.Count);
                break;
            case ErrorCaught caught:
                WriteError(caught.Error, caught.Cause);
                writer.WriteString("next"u8, caught.Next);
                break;
            case WaitStarted wait:
                WriteMoment("until"u8, wait.Until);
                break;
            case ExecutionFailed failed:
                WriteError(failed.Error, failed.Cause);
                break;
            case ExecutionCancelled cancelled:
                WriteOptional("cause"u8, cancelled.Cause);
                break;
            case WaitEnded or ExecutionSucceeded or ExecutionTimedOut:
                break;
            default:
                throw new InvalidOperationException($"An event of kind {happened.Kind} has no written form.");
        }
    }

    private readonly void WriteStart(ExecutionStarted started)
    {
        writer.WriteString("id"u8, started.Id);
        writer.WriteString("workflow"u8, started.Workflow);
        writer.WriteString("version"u8, started.Version);
        WriteValue("input"u8, started.Input);
        writer.WriteString("requestHash"u8, started.RequestHash);
        if (started.Tags.Count > 0)
        {
            writer.WriteStartObject("tags"u8);
            foreach (var tag in started.Tags)
                writer.WriteString(tag.Key, tag.Value);
            writer.WriteEndObject();
        }

        if (started.Deadline is { } deadline)
            WriteMoment("deadline"u8, deadline);
        WriteOptional("parent"u8, started.Parent?.Id);
        WriteOptional("parentStep"u8, started.Parent?.StepId);
    }

    private readonly void WriteOutput(JsonData? output)
    {
        if (output is not null && ReferenceEquals(output, result))
            writer.WriteBoolean("outputIsResult"u8, true);
        else
            WriteValue("output"u8, output);
    }

    private readonly void WriteValue(ReadOnlySpan<byte> name, JsonData? value)
    {
        if (value is null)
            return;
        writer.WritePropertyName(name);
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
    }

    private readonly void WriteError(string? error, string? cause)
    {
        WriteOptional("error"u8, error);
        WriteOptional("cause"u8, cause);
    }

    private readonly void WriteOptional(ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
            writer.WriteString(name, text);
    }

    private readonly void WriteMoment(ReadOnlySpan<byte> name, DateTimeOffset moment) =>
        writer.WriteNumber(name, moment.ToUnixTimeMilliseconds());
}
