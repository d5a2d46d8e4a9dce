using Xunit.Abstractions;

namespace Workflows.Chaos.Tests.Load;

/// <summary>The benchmark with its load coming through REST and its handlers in another process; how fast that is depends on the machine.</summary>
public sealed class RemoteLoadTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Load_through_REST_to_handlers_in_another_process_leaves_the_rows_that_are_claimed()
    {
        var order10 = await Benchmark.RunOrder10Async([
            "--store",
            "sqlite",
            "--concurrency",
            "16",
            "--seconds",
            "0.3",
            "--http",
            "--handlers",
            "http",
        ]);
        output.WriteLine(order10.ToString());

        Assert.True(order10.GetProperty("http").GetBoolean());
        Assert.Equal("http", order10.GetProperty("handlers").GetString());
        var run = order10.GetProperty("runs")[0];
        Assert.InRange(run.GetProperty("workflowsPerSecond").GetDouble(), 1, double.MaxValue);
        Assert.Equal(run.GetProperty("rowsClaimed").GetInt64(), run.GetProperty("rowsInDatabase").GetInt64());
        // Who answers the calls uses a processor, and it is not the engine's process.
        Assert.InRange(run.GetProperty("handlersCpuSeconds").GetDouble(), 0.001, double.MaxValue);
    }
}
