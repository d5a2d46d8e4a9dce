using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Workflows.Server.Endpoints;

namespace Workflows.Server.Tests;

/// <summary>A probe is answered in time, whatever the checks do.</summary>
public sealed class ReadinessTests
{
    private readonly FakeTimeProvider time = new();
    private readonly TaskCompletionSource<HealthCheckResult> check = new();
    private int checks;

    [Fact]
    public async Task A_check_that_hangs_is_answered_as_unhealthy_within_two_seconds()
    {
        var answer = New().AskAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(2));

        var (status, problems) = await answer;

        Assert.Equal(HealthStatus.Unhealthy, status);
        Assert.Equal("The health checks did not answer in time.", problems["server"]);
    }

    [Fact]
    public async Task Probes_that_come_while_a_check_runs_share_it()
    {
        var readiness = New();
        var first = readiness.AskAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(2));
        await first;
        var others = Enumerable.Range(0, 10).Select(_ => readiness.AskAsync(CancellationToken.None)).ToList();

        check.SetResult(HealthCheckResult.Degraded("Too much to do."));

        foreach (var (status, problems) in await Task.WhenAll(others))
            Assert.Equal((HealthStatus.Degraded, "Too much to do."), (status, problems["hanging"]));
        Assert.Equal(1, checks);
    }

    private Readiness New()
    {
        var services = new ServiceCollection().AddLogging();
        services
            .AddHealthChecks()
            .AddAsyncCheck(
                "hanging",
                () =>
                {
                    Interlocked.Increment(ref checks);
                    return check.Task;
                }
            );
        return new Readiness(services.BuildServiceProvider().GetRequiredService<HealthCheckService>(), time);
    }
}
