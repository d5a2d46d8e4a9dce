using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Grains.Contracts;
using Workflows.Server.Tests.Fakes;

namespace Workflows.Server.Tests;

/// <summary>A server in this process, on a free port, and a client for it.</summary>
public sealed class ServerUnderTest : IAsyncDisposable
{
    private readonly WebApplication app;

    private ServerUnderTest(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    /// <summary>The file with the answers of tasks.</summary>
    public static string Mocks { get; } = Path.Combine(AppContext.BaseDirectory, "Engine", "mocks.yaml");

    /// <summary>A client of the server.</summary>
    public HttpClient Client { get; }

    /// <summary>The server's services.</summary>
    public IServiceProvider Services => app.Services;

    internal FakeExecutions Executions => (FakeExecutions)Services.GetRequiredService<IExecutions>();

    internal FakeTasks Tasks => Services.GetRequiredService<FakeTasks>();

    /// <summary>Lets the server begin to stop.</summary>
    public void BeginToStop() => app.Lifetime.StopApplication();

    /// <summary>The server in front of the fakes: what HTTP alone does.</summary>
    public static Task<ServerUnderTest> StartWithoutEngineAsync(params string[] args) => StartWithoutEngineAsync(TimeProvider.System, args);

    /// <summary>The server in front of the fakes, with a clock of the test's.</summary>
    public static Task<ServerUnderTest> StartWithoutEngineAsync(TimeProvider time, params string[] args) =>
        StartAsync(
            args,
            builder =>
            {
                builder.Services.AddSingleton(time);
                builder.Services.AddSingleton<IWorkflows, FakeWorkflows>();
                builder.Services.AddSingleton<IExecutions, FakeExecutions>();
                builder.Services.AddSingleton<Language.Expressions.Entropy, FakeEntropy>();
                builder.Services.AddSingleton<FakeTasks>();
                builder.Services.AddSingleton<ITaskCompletions>(services => services.GetRequiredService<FakeTasks>());
                builder.Services.AddSingleton<IEvaluations, UnsupervisedEvaluations>();
                builder.Services.AddSingleton<IWorkerQueues>(services => services.GetRequiredService<FakeTasks>());
            }
        );

    /// <summary>The whole server.</summary>
    public static Task<ServerUnderTest> StartAsync(params string[] args) => StartAsync(args, Startup.Engine.Add);

    private static async Task<ServerUnderTest> StartAsync(string[] args, Action<WebApplicationBuilder> addEngine)
    {
        var server = ServerApplication.Create(
            ["--urls", "http://127.0.0.1:0", .. args],
            builder =>
            {
                builder.Logging.ClearProviders();
                addEngine(builder);
            }
        );
        await server.StartAsync();
        return new ServerUnderTest(server);
    }

    /// <summary>Sends a request; the answer's body is read as JSON where it is some.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string contentType = "application/json",
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    /// <summary>Sends a request; the answer's body is read as JSON where it is some.</summary>
    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        JsonElement json = default;
        if (type?.EndsWith("json", StringComparison.Ordinal) == true)
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 256 });
            json = document.RootElement.Clone();
        }
        return new(
            (int)response.StatusCode,
            type,
            text,
            json,
            response.Headers.ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase)
        );
    }

    /// <summary>Asks for something.</summary>
    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, headers: headers);

    /// <summary>Posts JSON.</summary>
    public Task<Answer> PostAsync(string path, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers: headers);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}

/// <summary>An answer.</summary>
/// <param name="Json">The body, where it is JSON.</param>
public sealed record Answer(int Status, string? ContentType, string Text, JsonElement Json, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The text of a member.</summary>
    public string? this[string member] => Json.TryGetProperty(member, out var value) ? value.ToString() : null;

    /// <summary>Problem details of a kind.</summary>
    public void AssertProblem(Problems.ProblemType type)
    {
        Assert.Equal(type.Status, Status);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(type.Uri, this["type"]);
        Assert.Equal(type.Title, this["title"]);
        Assert.Equal(type.Status, Json.GetProperty("status").GetInt32());
    }

    /// <summary>Problem details of a kind, with a mistake at a place.</summary>
    public void AssertMistake(Problems.ProblemType type, string path, string code)
    {
        AssertProblem(type);
        Assert.Contains(
            Json.GetProperty("errors").EnumerateArray(),
            e => e.GetProperty("path").GetString() == path && e.GetProperty("code").GetString() == code
        );
    }
}
