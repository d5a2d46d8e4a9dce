using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Workflows.Core.Commands;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Grains.Tests.Tasks.Http;

namespace Workflows.Grains.Tests.Tasks;

/// <summary>How long whoever is asked for a callback may take to say that the request was taken.</summary>
public sealed class RequestBoundTests
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider time = new();
    private readonly Slow slow = new();
    private readonly Outcomes outcomes = new();

    [Fact]
    public async Task The_default_timeout_of_the_executor_does_not_end_an_attempt_that_the_execution_watches()
    {
        Start(isWatched: true);
        await slow.Asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        time.Advance(10 * Default);
        slow.Answer.SetResult();

        Assert.IsType<SubmitTask>(await outcomes.First.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task The_default_timeout_of_the_executor_ends_an_attempt_without_a_bound_of_its_own()
    {
        Start(isWatched: false);
        await slow.Asked.Task.WaitAsync(TimeSpan.FromSeconds(30));

        time.Advance(Default);

        Assert.IsType<TimeOutTask>(await outcomes.First.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private void Start(bool isWatched)
    {
        var dispatcher = new TaskDispatcher([slow], new TaskOptions(), null!, time, NullLogger<TaskDispatcher>.Instance);
        dispatcher.Start(HttpWorld.Attempt("slow:webhook") with { Token = "token", IsWatched = isWatched }, outcomes);
    }

    private sealed class Slow : ITaskExecutor
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Scheme => "slow";

        public TimeSpan? DefaultTimeout => Default;

        public async ValueTask<TaskOutcome> ExecuteAsync(TaskAttempt request, CancellationToken cancellationToken)
        {
            Asked.SetResult();
            await Answer.Task.WaitAsync(cancellationToken);
            return TaskOutcome.Completed(Engine.Json("null"));
        }
    }

    private sealed class Outcomes : ITaskOutcomeSink
    {
        public TaskCompletionSource<Command> First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool TryDeliver(Command outcome) => First.TrySetResult(outcome);
    }
}
