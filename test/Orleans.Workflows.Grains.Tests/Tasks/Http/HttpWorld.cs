using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Grains.Definitions;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tasks.Http;
using Workflows.Grains.Tests.Support;

namespace Workflows.Grains.Tests.Tasks.Http;

/// <summary>The executors of URLs with everything behind them, without an engine.</summary>
internal sealed class HttpWorld : IDisposable
{
    private readonly ServiceProvider services;

    /// <summary>Puts it together.</summary>
    /// <param name="options">Default: private networks are allowed, for servers on loopback.</param>
    /// <param name="resolve">In place of DNS.</param>
    public HttpWorld(HttpTaskOptions? options = null, HostResolver? resolve = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton(ProgramLimits.Default);
        if (resolve is not null)
            collection.AddSingleton(resolve);
        collection.AddHttpTasks(options ?? new HttpTaskOptions { AllowPrivateNetworks = true });
        services = collection.BuildServiceProvider();
    }

    /// <summary>Every name has these addresses.</summary>
    public static HostResolver Everywhere(params string[] addresses) =>
        (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse));

    public ITaskExecutor Executor(string scheme = "http") =>
        services.GetServices<ITaskExecutor>().Single(executor => executor.Scheme == scheme);

    public async Task<TaskOutcome> CallAsync(string url, string input = "null", CancellationToken cancellationToken = default) =>
        await Executor().ExecuteAsync(Attempt(url, input), cancellationToken);

    public static TaskAttempt Attempt(string url, string input = "null") =>
        new()
        {
            ExecutionId = "e",
            Workflow = "w",
            Step = 3,
            StepId = "call",
            State = "call",
            Resource = url,
            Attempt = 2,
            IdempotencyKey = "e:3",
            Input = Engine.Json(input),
        };

    public void Dispose() => services.Dispose();
}
