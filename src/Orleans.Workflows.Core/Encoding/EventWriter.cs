using System.Text.Json;
using Workflows.Core.Events;
using Workflows.Core.State;
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
                if (entered.Scope != Scope.Top)
                    writer.WriteNumber("scope"u8, entered.Scope);
                writer.WriteString("state"u8, entered.State);
                if (entered.Visit != 1)
                    writer.WriteNumber("visit"u8, entered.Visit);
                if (entered.Entries != 0)
                    writer.WriteNumber("entries"u8, entered.Entries);
                break;
            case StepLeft left:
                WriteOutput(left.Output);
                WriteChange(left.Change);
                WriteOptional("next"u8, left.Next);
                WriteValue("variables"u8, left.Variables);
                break;
            case ErrorCaught caught:
                WriteError(caught.Error, caught.Cause);
                writer.WriteString("next"u8, caught.Next);
                break;
            case EvaluationFailed unfit:
                writer.WriteString("location"u8, unfit.Location);
                WriteError(unfit.Error, unfit.Cause);
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
            case ExecutionRedriven redriven:
                writer.WriteNumber("run"u8, redriven.Run);
                WriteOptional("deadline"u8, redriven.Deadline);
                break;
            case WaitEnded or ExecutionSucceeded or ExecutionTimedOut:
                break;
            default:
                WriteTask(happened);
                break;
        }
    }

    private void WriteTask(ExecutionEvent happened)
    {
        switch (happened)
        {
            case TaskScheduled scheduled:
                WriteScheduled(scheduled);
                break;
            case TaskSubmitted submitted:
                writer.WriteNumber("attempt"u8, submitted.Attempt);
                break;
            case TaskHeartbeat heartbeat:
                writer.WriteNumber("attempt"u8, heartbeat.Attempt);
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
            default:
                WriteFanOut(happened);
                break;
        }
    }

    private readonly void WriteFanOut(ExecutionEvent happened)
    {
        switch (happened)
        {
            case ParallelStarted parallel:
                writer.WriteNumber("attempt"u8, parallel.Attempt);
                writer.WriteNumber("count"u8, parallel.Count);
                WriteValue("input"u8, parallel.Input);
                break;
            case MapStarted map:
                WriteMap(map);
                break;
            case IterationStarted iteration:
                writer.WriteNumber("scope"u8, iteration.Scope);
                writer.WriteNumber("index"u8, iteration.Index);
                WriteValue("input"u8, iteration.Input);
                break;
            case ScopeFailed failed:
                writer.WriteNumber("scope"u8, failed.Scope);
                WriteError(failed.Error, failed.Cause);
                WriteValue("output"u8, failed.Output);
                break;
            case FanOutFailed failed:
                writer.WriteNumber("attempt"u8, failed.Attempt);
                writer.WriteNumber("origin"u8, failed.Origin);
                WriteError(failed.Error, failed.Cause);
                break;
            default:
                WriteMessage(happened);
                break;
        }
    }

    private readonly void WriteMessage(ExecutionEvent happened)
    {
        switch (happened)
        {
            case EventAwaited awaited:
                writer.WriteString("name"u8, awaited.Name);
                WriteValue("correlation"u8, awaited.Correlation);
                WriteOptional("due"u8, awaited.DueAt);
                break;
            case EventReceived received:
                WriteOptional("id"u8, received.Id);
                writer.WriteString("name"u8, received.Name);
                WriteValue("correlation"u8, received.Correlation);
                WriteValue("payload"u8, received.Payload);
                break;
            case EventConsumed consumed:
                writer.WriteNumber("sequence"u8, consumed.Event);
                break;
            case ChildCancelled cancelled:
                writer.WriteString("child"u8, cancelled.Child);
                break;
            case CompensationRegistered registered:
                if (registered.IsCompleted)
                    writer.WriteBoolean("isCompleted"u8, true);
                break;
            case CompensationStarted started:
                writer.WriteString("outcome"u8, EventWords.Of(started.Outcome));
                WriteError(started.Error, started.Cause);
                break;
            case CompensationEntered entered:
                writer.WriteNumber("undoes"u8, entered.Undoes);
                break;
            case CompensationFailed failed:
                WriteError(failed.Error, failed.Cause);
                break;
            case EventTimedOut or ParentNotified or CompensationCompleted:
                break;
            default:
                throw new InvalidOperationException($"An event of kind {happened.Kind} has no written form.");
        }
    }

    private readonly void WriteScheduled(TaskScheduled scheduled)
    {
        writer.WriteNumber("attempt"u8, scheduled.Attempt);
        WriteValue("input"u8, scheduled.Input);
        WriteOptional("timeout"u8, scheduled.Timeout);
        if (scheduled.Place != TaskPlace.Here)
            writer.WriteString("place"u8, EventWords.Of(scheduled.Place));
        WriteOptional("heartbeat"u8, scheduled.Heartbeat);
    }

    private readonly void WriteMap(MapStarted map)
    {
        writer.WriteNumber("attempt"u8, map.Attempt);
        writer.WriteNumber("count"u8, map.Count);
        WriteValue("input"u8, map.Input);
        WriteValue("items"u8, map.Items);
        if (map.MaxConcurrency != 0)
            writer.WriteNumber("maxConcurrency"u8, map.MaxConcurrency);
        if (map.ToleratedCount is { } count)
            writer.WriteNumber("toleratedCount"u8, count);
        if (map.ToleratedPercentage is { } percentage)
            writer.WriteNumber("toleratedPercentage"u8, percentage);
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

        WriteOptional("deadline"u8, started.Deadline);
        WriteOptional("parent"u8, started.Parent?.Id);
        WriteOptional("parentStep"u8, started.Parent?.StepId);
        WriteOptional("secret"u8, started.Secret?.ToString("N"));
    }

    private readonly void WriteOutput(JsonData? output)
    {
        if (output is not null && ReferenceEquals(output, result))
            writer.WriteBoolean("outputIsResult"u8, true);
        else
            WriteValue("output"u8, output);
    }

    private readonly void WriteChange(JsonChange? change)
    {
        if (change is null)
            return;
        if (!change.Path.IsEmpty)
        {
            writer.WriteStartArray("changedAt"u8);
            foreach (var name in change.Path)
                writer.WriteStringValue(name);
            writer.WriteEndArray();
        }
        WriteValue("changed"u8, change.Members);
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

    private readonly void WriteOptional(ReadOnlySpan<byte> name, TimeSpan? duration)
    {
        if (duration is { } given)
            writer.WriteNumber(name, given.Ticks / TimeSpan.TicksPerMillisecond);
    }

    private readonly void WriteOptional(ReadOnlySpan<byte> name, DateTimeOffset? moment)
    {
        if (moment is { } given)
            WriteMoment(name, given);
    }

    private readonly void WriteMoment(ReadOnlySpan<byte> name, DateTimeOffset moment) =>
        writer.WriteNumber(name, moment.ToUnixTimeMilliseconds());
}
