using System.Collections.Frozen;
using Workflows.Grains.Contracts;
using Workflows.Language.Documents;

namespace Workflows.Server.Requests;

/// <summary>The body of a poll.</summary>
public sealed record PollTasksBody
{
    private static readonly FrozenSet<string> Members = FrozenSet.Create("worker", "max", "wait");

    /// <summary>Who asks, for people to see; up to 255 characters.</summary>
    public required string Worker { get; init; }

    /// <summary>How many tasks at the most, 1 to 100; left out: 1. Fewer come where they weigh more than 4 MiB.</summary>
    public int? Max { get; init; }

    /// <summary>How many seconds to wait for the first one, 0 to 30; left out: 0.</summary>
    public double? Wait { get; init; }

    /// <summary>Reads the body of a request.</summary>
    /// <param name="problems">Every mistake; empty when the body is as it should be.</param>
    /// <returns>Null when there are problems.</returns>
    public static PollTasksBody? Read(ReadOnlyMemory<byte> body, out IReadOnlyList<Problem> problems)
    {
        var request = RequestObject.Read(body, Members);
        problems = request.Problems;
        if (body.Length > 0 && request.Problems.Count > 0)
            return null;

        var poll = new PollTasksBody
        {
            Worker = request.PlainText("worker", RequestRules.MaxWorkerLength, isRequired: true) ?? "",
            Max = (int)request.Number("max", 1, 1, IWorkerQueues.MaxTasks, isWhole: true),
            Wait = request.Number("wait", 0, 0, IWorkerQueues.LongestWait.TotalSeconds),
        };
        return request.Problems.Count == 0 ? poll : null;
    }
}
