using System.Reflection;

namespace Workflows.Server.Startup;

/// <summary>
/// The process from its first line to its exit code: 0 when it was stopped, also during the start; 1 when it cannot start, with one sentence on the standard error.
/// </summary>
public static partial class ServerProcess
{
    private const int Succeeded = 0;
    private const int Failed = 1;

    /// <summary>How long a start that has failed may take to leave the cluster and to close the database.</summary>
    private static readonly TimeSpan LongestCleanUp = TimeSpan.FromSeconds(5);

    /// <summary>Does what the command line says.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        // First of all: a signal before this line ends the process with the signal's own exit code.
        using var stop = new StopSignals();
        try
        {
            var line = CommandLine.Read(args);
            // A question that was not answered must not end like one that was.
            if (line.Command != ServerCommand.Serve)
                stop.Dispose();
            return line.Command switch
            {
                ServerCommand.Serve => await ServeAsync(line.Settings, stop),
                ServerCommand.Help => Print(HelpText.Text),
                ServerCommand.Version => Print(Version),
                ServerCommand.Health => await HealthProbe.RunAsync(line.Settings, CancellationToken.None),
                ServerCommand.None => throw new ArgumentException("There is no command.", nameof(args)),
            };
        }
        catch (Exception failure)
        {
            return Report(failure);
        }
    }

    private static string Version =>
        typeof(ServerProcess).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static int Print(string text)
    {
        Console.Out.WriteLine(text);
        return Succeeded;
    }

    private static int Report(Exception failure)
    {
        Console.Error.WriteLine(StartupFailure.Describe(failure) ?? StartupFailure.DescribeUnexpected(failure));
        return Failed;
    }

    private static async Task<int> ServeAsync(string[] settings, StopSignals stop)
    {
        var log = new StartupLog();
        var server = ServerApplication.Create(
            settings,
            builder =>
            {
                log.AddTo(builder.Services);
                Engine.Add(builder);
                // Before the host is built: that already asks PostgreSQL for the time, and may wait for it.
                Announce(builder.Configuration);
            }
        );
        try
        {
            await StartAsync(server, stop);
        }
        catch (Exception failure)
        {
            log.EndStart(hasFailed: true);
            var code = stop.Token.IsCancellationRequested ? Succeeded : Report(failure);
            await CleanUpAsync(server, code);
            return code;
        }

        log.EndStart(hasFailed: false);
        stop.EndStart();
        await server.WaitForShutdownAsync();
        await server.DisposeAsync();
        return Succeeded;
    }

    private static async Task StartAsync(WebApplication server, StopSignals stop)
    {
        // Before the silo is part of a cluster, and before it makes a database.
        server.Services.GetRequiredService<ListenUrls>().RequireFree();
        stop.BeginStart();
        await server.StartAsync(stop.Token);
    }

    private static void Announce(ConfigurationManager configuration)
    {
        using var factory = LoggerFactory.Create(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddConsole());
        LogStarting(
            factory.CreateLogger(typeof(ServerProcess)),
            Version,
            StorageDescription.Of(configuration),
            ListenUrls.Read(configuration).ToString()
        );
    }

    private static async Task CleanUpAsync(WebApplication server, int code)
    {
        var ending = EndAsync(server);
        if (await Task.WhenAny(ending, Task.Delay(LongestCleanUp, TimeProvider.System)) != ending)
            Environment.Exit(code);
    }

    private static async Task EndAsync(WebApplication server)
    {
        try
        {
            using var deadline = new CancellationTokenSource(LongestCleanUp, TimeProvider.System);
            await server.StopAsync(deadline.Token);
            await server.DisposeAsync();
        }
        catch (Exception)
        {
            // Parts of the host that have not started need not know how to stop. Why the start failed has been said.
        }
    }
}
