using Workflows.Core.State;
using Workflows.Journal.Appending;
using Workflows.Journal.Reading;

namespace Workflows.Journal.Tests;

/// <summary>Appends as an activation makes them.</summary>
internal static class Executions
{
    public static readonly DateTimeOffset Noon = new(2030, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static ExecutionSummary Summary(string id, Guid? incarnation = null) =>
        new()
        {
            Id = id,
            Incarnation = incarnation ?? Guid.CreateVersion7(),
            Workflow = "order",
            Version = "1.0",
            Status = ExecutionStatus.Running,
            StartedAt = Noon,
            UpdatedAt = Noon,
            WakeAt = Noon.AddMinutes(1),
            Owner = "silo-a@1",
        };

    public static Append Start(ExecutionSummary summary, Guid writer, int count = 1, int bytes = 40) =>
        new()
        {
            ExecutionId = summary.Id,
            Incarnation = summary.Incarnation,
            FirstSequence = 1,
            Count = count,
            Writer = writer,
            Events = Bytes(bytes, 1),
            Summary = new SummaryWrite.Start(summary),
        };

    public static Append Next(
        ExecutionSummary summary,
        long sequence,
        Guid writer,
        int count = 1,
        int bytes = 40,
        SummaryWrite? write = null
    ) =>
        new()
        {
            ExecutionId = summary.Id,
            Incarnation = summary.Incarnation,
            FirstSequence = sequence,
            Count = count,
            Writer = writer,
            Events = Bytes(bytes, (byte)sequence),
            Summary = write,
        };

    public static SummaryWrite.Update Ended(DateTimeOffset at) =>
        new(ExecutionStatus.Succeeded, at, at, WakeAt: null, Owner: null, Error: null, Cause: null, Run: 1);

    public static byte[] Bytes(int length, byte fill)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, fill);
        return bytes;
    }
}
