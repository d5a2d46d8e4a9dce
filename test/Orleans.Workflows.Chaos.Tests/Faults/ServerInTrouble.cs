using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Workflows.Chaos.Tests.Processes;

namespace Workflows.Chaos.Tests.Faults;

/// <summary>A server whose database gets into trouble, and what a client sees of it.</summary>
internal sealed class ServerInTrouble(string folder, Database database) : IAsyncDisposable
{
    /// <summary>From when on a server whose database takes no writes must not be ready any more, and by when it must be again.</summary>
    public static readonly TimeSpan ReadinessLimit = TimeSpan.FromSeconds(10);

    /// <summary>By when a start must be answered.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(5);

    /// <summary>Promised are 2 s for a probe; a machine with much else to do gets one more.</summary>
    public static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(3);

    private readonly Host host = new(Built.Server, folder, "/health/ready", [.. database.Arguments]);
    private readonly List<string> accepted = [];

    /// <summary>The longest that a probe took.</summary>
    public TimeSpan SlowestProbe { get; private set; }

    /// <summary>Starts it, with workflows that end at once, that wait for an event, and that turn in a circle.</summary>
    public async Task StartAsync()
    {
        await host.StartAsync();
        foreach (
            var (name, states) in new[]
            {
                ("ends", "w: {type: Success}"),
                ("waits", "w: {type: Event, event: go, end: true}"),
                (
                    "turns",
                    "w: {type: Wait, seconds: 0.5, next: x}, e: {type: Success}, "
                        + "x: {type: Choice, choices: [{condition: {variable: $, equals: stop}, next: e}], default: w}"
                ),
            }
        )
        {
            var registered = await RegisterAsync($"{{name: {name}, startAt: w, states: {{{states}}}}}");
            Assert.True(registered.Status == HttpStatusCode.Created, registered.Text);
        }
    }

    /// <summary>Registers a workflow.</summary>
    public async Task<Answer> RegisterAsync(string document)
    {
        using var content = new StringContent(document, Encoding.UTF8, "application/yaml");
        return await SendAsync(HttpMethod.Post, "/workflows", content);
    }

    /// <summary>Starts an execution; those that are accepted are remembered.</summary>
    public async Task<Answer> StartExecutionAsync(string id, string workflow = "ends", int inputBytes = 10)
    {
        var body = JsonSerializer.Serialize(
            new
            {
                workflow,
                id,
                input = new string('x', inputBytes),
            }
        );
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await SendAsync(HttpMethod.Post, "/workflow-executions", content);
        if ((int)answer.Status is 200 or 201)
        {
            lock (accepted)
                accepted.Add(id);
        }
        return answer;
    }

    /// <summary>Sends any request.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        var began = Stopwatch.GetTimestamp();
        using var response = await host.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text, response.Headers.RetryAfter, Stopwatch.GetElapsedTime(began));
    }

    /// <summary>Probes both endpoints until the server is ready, or is not.</summary>
    /// <returns>How long that took, and what the last probe said.</returns>
    public async Task<(TimeSpan Took, string Text)> WaitUntilReadyAsync(bool isReady)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var live = await SendAsync(HttpMethod.Get, "/health/live");
            Assert.Equal(HttpStatusCode.OK, live.Status);
            var ready = await SendAsync(HttpMethod.Get, "/health/ready");
            foreach (var probe in new[] { live, ready })
                SlowestProbe = probe.Took > SlowestProbe ? probe.Took : SlowestProbe;
            var took = Stopwatch.GetElapsedTime(began);
            if (ready.Status == HttpStatusCode.OK == isReady)
                return (took, ready.Text);
            Assert.True(
                took < TimeSpan.FromSeconds(40),
                $"still {ready.Status} after {took.TotalSeconds:F0} s: {ready.Text}\n{host.EndOfLog()}"
            );
            await Task.Delay(250);
        }
    }

    /// <summary>Every execution that was accepted is there, and has ended where it could.</summary>
    public async Task AssertNothingIsLostAsync()
    {
        foreach (var id in accepted)
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, $"/workflow-executions/{id}")).Status);
    }

    /// <summary>How many events an execution has.</summary>
    public async Task<int> CountEventsAsync(string id)
    {
        var history = await SendAsync(HttpMethod.Get, $"/workflow-executions/{id}/history");
        Assert.True(history.Status == HttpStatusCode.OK, $"{history.Status}: {history.Text}");
        using var page = JsonDocument.Parse(history.Text);
        return page.RootElement.GetProperty("items").GetArrayLength();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>An answer, and how long it took.</summary>
    internal sealed record Answer(HttpStatusCode Status, string Text, RetryConditionHeaderValue? RetryAfter, TimeSpan Took)
    {
        /// <summary>503 with Retry-After, in time, with a reason.</summary>
        public void AssertUnavailable(string reason)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, Status);
            Assert.Contains(reason, Text, StringComparison.Ordinal);
            Assert.NotNull(RetryAfter?.Delta);
            Assert.InRange(Took, TimeSpan.Zero, StartLimit);
        }
    }
}
