using Workflows.Grains.Contracts;
using Workflows.Language.Data;

namespace Workflows.Server.Tests.Fakes;

/// <summary>
/// Tokens and queues that say what they are asked to. The token "good" is genuine, "again" was used for the same before, "used" for something else; others are unknown. The
/// queue "labels" has one task, others never have any.
/// </summary>
internal sealed class FakeTasks : ITaskCompletions, IWorkerQueues
{
    /// <summary>The output that came in last.</summary>
    public JsonData? LastOutput { get; private set; }

    /// <summary>The error that came in last.</summary>
    public (string Error, string? Cause)? LastError { get; private set; }

    /// <summary>The poll that came in last.</summary>
    public (string Worker, int Max, TimeSpan Wait)? LastPoll { get; private set; }

    /// <summary>Set as soon as a poll waits.</summary>
    public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TokenOutcome> CompleteAsync(string token, JsonData output, CancellationToken cancellationToken = default)
    {
        LastOutput = output;
        return Task.FromResult(OutcomeOf(token));
    }

    public Task<TokenOutcome> FailAsync(string token, string error, string? cause, CancellationToken cancellationToken = default)
    {
        LastError = (error, cause);
        return Task.FromResult(OutcomeOf(token));
    }

    public Task<TokenOutcome> HeartbeatAsync(string token, CancellationToken cancellationToken = default) =>
        Task.FromResult(OutcomeOf(token));

    public async Task<IReadOnlyList<PolledTask>> PollAsync(
        string queue,
        string worker,
        int max,
        TimeSpan wait,
        CancellationToken cancellationToken = default
    )
    {
        LastPoll = (worker, max, wait);
        if (queue == "labels")
            return [Label];
        if (wait == TimeSpan.Zero)
            return [];

        Waiting.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return [];
    }

    public Task<IReadOnlyList<WorkerQueue>> ListAsync(string after, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<WorkerQueue>>(
            after == "" ? [new WorkerQueue("labels", 3, 1, FakeExecutions.Moment, FakeExecutions.Moment, "packer-1")] : []
        );

    private static TokenOutcome OutcomeOf(string token) =>
        token switch
        {
            "good" => TokenOutcome.Accepted,
            "again" => TokenOutcome.Repeated,
            "used" => TokenOutcome.Gone,
            _ => TokenOutcome.NotFound,
        };

    private static readonly PolledTask Label = new(
        "good",
        "e",
        "orders",
        "print_label",
        "print_label",
        1,
        JsonData.FromString("L-17"),
        "e:5",
        FakeExecutions.Moment.AddMinutes(5),
        TimeSpan.FromSeconds(60),
        FakeExecutions.Moment.AddMinutes(1)
    );
}
