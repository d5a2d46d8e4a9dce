using System.Buffers;
using System.Text.Json;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Grains.Contracts;
using Workflows.Journal.Queues;
using Workflows.Language.Data;

namespace Workflows.Grains.Tasks.Queues;

/// <summary>A task as it stands in a queue: JSON that is written when it is offered, and read when a worker takes it.</summary>
internal static class QueuedTask
{
    /// <summary>The change that puts an attempt into its queue.</summary>
    public static QueueChange.Offer OfferOf(OfferTask task, ExecutionState state)
    {
        var step = state.Steps[task.Step];
        return new QueueChange.Offer(task.Queue, task.Step, task.Attempt, Write(task, state, step.DueAt), LeaseOf(step));
    }

    /// <summary>
    /// For how long a worker that gives no sign of life has the task alone. Where it has a heartbeat, its silence ends the attempt before another worker may take it:
    /// what follows is for <c>retry</c> to say.
    /// </summary>
    public static TimeSpan LeaseOf(OpenStep step) =>
        step.Heartbeat is { } heartbeat ? heartbeat * 2 : step.Timeout ?? QueueChange.Offer.DefaultLease;

    /// <summary>The task that a worker has taken.</summary>
    public static PolledTask Read(TakenTask taken)
    {
        using var document = JsonDocument.Parse(taken.Payload);
        var root = document.RootElement;
        return new PolledTask(
            root.GetProperty("token").GetString()!,
            taken.ExecutionId,
            root.GetProperty("workflow").GetString()!,
            root.GetProperty("stepId").GetString()!,
            root.GetProperty("state").GetString()!,
            taken.Attempt,
            JsonData.From(root.GetProperty("input")),
            root.GetProperty("idempotencyKey").GetString()!,
            root.TryGetProperty("deadline", out var deadline) ? deadline.GetDateTimeOffset() : null,
            root.TryGetProperty("heartbeat", out var heartbeat) ? TimeSpan.FromSeconds(heartbeat.GetDouble()) : null,
            taken.LeaseUntil
        );
    }

    private static ReadOnlyMemory<byte> Write(OfferTask task, ExecutionState state, DateTimeOffset? deadline)
    {
        var buffer = new ArrayBufferWriter<byte>(task.TaskInput.Size + 512);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteString("token", task.Token);
        writer.WriteString("workflow", state.Workflow);
        writer.WriteString("stepId", task.StepId);
        writer.WriteString("state", task.State);
        writer.WriteString("idempotencyKey", task.IdempotencyKey);
        if (deadline is { } moment)
            writer.WriteString("deadline", moment);
        if (task.Heartbeat is { } heartbeat)
            writer.WriteNumber("heartbeat", heartbeat.TotalSeconds);
        writer.WritePropertyName("input");
        writer.WriteRawValue(task.TaskInput.Utf8.Span, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}
