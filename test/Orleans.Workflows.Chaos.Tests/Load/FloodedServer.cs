using System.Globalization;
using System.Text;
using Workflows.Chaos.Tests.Processes;

namespace Workflows.Chaos.Tests.Load;

/// <summary>The real server with a workflow of equal steps, and low limits, so that seconds of a flood reach them.</summary>
internal sealed class FloodedServer : IAsyncDisposable
{
    private const string Workflow = "many-steps";
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    private readonly Host server;
    private int next = 1;

    private FloodedServer(Host server) => this.server = server;

    /// <summary>Whether the process runs.</summary>
    public bool IsRunning => server.IsRunning;

    /// <summary>Starts it and registers the workflow.</summary>
    /// <param name="steps">How many Tasks an execution runs one after the other.</param>
    /// <param name="stepTime">How long each takes.</param>
    /// <param name="maxLive">How many executions the server takes, and its queue of writes.</param>
    public static async Task<FloodedServer> StartAsync(string folder, Database database, int steps, TimeSpan stepTime, int maxLive)
    {
        var mocks = Path.Combine(folder, "mocks.yaml");
        await File.WriteAllTextAsync(
            mocks,
            Text($"resources:\n  step:\n    - result: {{ done: true }}\n      delay: {stepTime.TotalSeconds}\n")
        );
        string[] settings =
        [
            .. database.Arguments,
            "--Mocks:File",
            mocks,
            "--Limits:MaxLiveExecutions",
            Text($"{maxLive}"),
            "--Storage:QueueCapacity",
            Text($"{maxLive}"),
        ];
        var host = new Host(Built.Server, folder, "/health/ready", settings);
        try
        {
            await host.StartAsync();
            using var document = new StringContent(Definition(steps), Encoding.UTF8, "application/yaml");
            using var answer = await host.Client.PostAsync("/workflows", document);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return new FloodedServer(host);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets a driver start executions, and waits until every accepted one has succeeded.</summary>
    public async Task<StartedLoad> RunAsync(int connections, Func<StartDriver, Task> drive)
    {
        var opened = await StartConnection.OpenAsync(connections, server.Client.BaseAddress!, Workflow, """{"orderId":"A-1001"}""");
        var driver = new StartDriver(opened, next);
        var began = DateTimeOffset.UtcNow;
        await drive(driver);
        next = driver.Next;
        foreach (var connection in opened)
            connection.Dispose();

        var ended = await EndedOrders.WaitAsync(server.Client, Workflow, EndLimit);
        var accepted = driver.Accepted.ToHashSet(StringComparer.Ordinal);
        var mine = ended.Where(order => accepted.Contains(order.Id)).ToList();
        Assert.Equal(accepted.Count, mine.Count);
        return new StartedLoad(driver, began, mine);
    }

    /// <summary>The most memory that the server has had resident. In bytes.</summary>
    public long ReadPeakMemory() => server.ReadPeakMemory();

    /// <summary>The last lines of its log.</summary>
    public string EndOfLog() => server.EndOfLog();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static string Definition(int steps)
    {
        var text = new StringBuilder($"name: {Workflow}\nversion: 1\nstartAt: step1\nstates:\n");
        for (var step = 1; step <= steps; step++)
        {
            var after = step == steps ? "end: true" : Text($"next: step{step + 1}");
            text.Append(Text($"  step{step}: {{ type: Task, resource: step, {after} }}\n"));
        }
        return text.ToString();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What became of the starts of a driver.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Began">When it began.</param>
/// <param name="Ended">The executions that it started.</param>
internal sealed record StartedLoad(StartDriver Driver, DateTimeOffset Began, IReadOnlyList<EndedOrder> Ended)
{
    /// <summary>Executions that ended a second, between two moments after the beginning.</summary>
    public double RateBetween(TimeSpan from, TimeSpan to) =>
        Ended.Count(order => order.EndedAt >= Began + from && order.EndedAt < Began + to) / (to - from).TotalSeconds;

    /// <summary>Executions that ended later.</summary>
    public int EndedAfter(TimeSpan moment) => Ended.Count(order => order.EndedAt >= Began + moment);
}
