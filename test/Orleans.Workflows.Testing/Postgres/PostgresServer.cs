using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Workflows.Testing.Postgres;

/// <summary>
/// A PostgreSQL server of our own, made from the installed binaries in a temporary folder on a free port, or the one that
/// <c>ORLEANS_WORKFLOWS_TEST_POSTGRES</c> (a connection string of a user who may create databases) names. Its settings are PostgreSQL's
/// defaults: fsync on.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The environment variable that names a server to use instead.</summary>
    public const string ConnectionVariable = "ORLEANS_WORKFLOWS_TEST_POSTGRES";

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly SemaphoreSlim SharedGate = new(1);
    private static PostgresServer? shared;
    private static int databases;

    private readonly string? folder;
    private readonly int port;
    private Process? process;

    private PostgresServer(string? folder, int port, string connectionString)
    {
        this.folder = folder;
        this.port = port;
        ConnectionString = connectionString;
    }

    /// <summary>Reaches the server's database <c>postgres</c>, or the one that the environment names.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether the server is ours, so that it can be stopped and killed.</summary>
    public bool IsOwn => folder is not null;

    /// <summary>Why no server can be had; null when one can.</summary>
    public static string? Unavailable =>
        Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } || FindBinaries() is not null
            ? null
            : $"PostgreSQL is not installed (no initdb on the path or in /usr/lib/postgresql) and {ConnectionVariable} is not set.";

    /// <summary>The server that all tests of the process share; started when first asked for, stopped with the process.</summary>
    public static async Task<PostgresServer> GetSharedAsync()
    {
        await SharedGate.WaitAsync().ConfigureAwait(false);
        try
        {
            return shared ??= await StartSharedAsync().ConfigureAwait(false);
        }
        finally
        {
            SharedGate.Release();
        }
    }

    /// <summary>Starts a server for one's own use.</summary>
    /// <exception cref="InvalidOperationException">There are no binaries, or the server does not start.</exception>
    public static async Task<PostgresServer> StartAsync()
    {
        var place = Directory.CreateTempSubdirectory("workflows-postgres-").FullName;
        var free = FreePort();
        var server = new PostgresServer(
            place,
            free,
            $"Host=127.0.0.1;Port={free};Username=postgres;Database=postgres;Maximum Pool Size=40"
        );
        try
        {
            await RunAsync("chown", "postgres", place).ConfigureAwait(false);
            await RunAsServerUserAsync(
                    "initdb",
                    "-D",
                    server.Data,
                    "-U",
                    "postgres",
                    "--auth=trust",
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync"
                )
                .ConfigureAwait(false);
            await server.StartProcessAsync().ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes a new, empty database; the connection string that reaches it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"workflows_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString
        );
        await using var command = source.CreateCommand($"CREATE DATABASE \"{name}\"");
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>From now on the server asks for a password; before, it trusts whoever connects.</summary>
    public async Task RequirePasswordsAsync()
    {
        // Written by whoever runs the tests into a file of the server's user, which stays its own.
        await File.WriteAllTextAsync(Path.Combine(Data, "pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n").ConfigureAwait(false);
        await RunAsync("kill", "-HUP", $"{Running.Id}").ConfigureAwait(false);
        await Poll.UntilAsync(async () => !await AnswersAsync().ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Ends the server as an administrator does: connections are cut, what was committed is flushed.</summary>
    public async Task StopAsync()
    {
        var running = Running;
        await RunAsync("kill", "-INT", $"{running.Id}").ConfigureAwait(false);
        await running.WaitForExitAsync().ConfigureAwait(false);
        Forget();
    }

    /// <summary>Ends the server as a power cut does: no process of it gets to do anything.</summary>
    public async Task KillAsync()
    {
        var running = Running;
        running.Kill(entireProcessTree: true);
        await running.WaitForExitAsync().ConfigureAwait(false);
        Forget();
    }

    /// <summary>Stops all of the server's processes where they stand: connections stay open, and nobody is answered.</summary>
    public Task FreezeAsync() => SignalAllAsync("-STOP");

    /// <summary>Lets them go on.</summary>
    public Task ThawAsync() => SignalAllAsync("-CONT");

    /// <summary>Starts a server that was stopped or killed, at the same address with the same data.</summary>
    public async Task RestartAsync()
    {
        if (process is not null)
            throw new InvalidOperationException("The server is running.");
        await StartProcessAsync().ConfigureAwait(false);
    }

    /// <summary>The processor time of the server and all its processes so far, those that have ended included; null where it is not ours.</summary>
    public TimeSpan? ReadProcessorTime() => process is null ? null : ProcessTree.ReadProcessorTime(process.Id);

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await KillAsync().ConfigureAwait(false);
        Remove();
    }

    private string Data => Path.Combine(folder!, "data");

    private Process Running => process ?? throw new InvalidOperationException("The server is not ours or is not running.");

    private Task SignalAllAsync(string signal) =>
        RunAsync("kill", [signal, .. ProcessTree.ReadIds(Running.Id).Select(id => id.ToString(CultureInfo.InvariantCulture))]);

    private void Forget()
    {
        process?.Dispose();
        process = null;
    }

    private void Remove()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            Forget();
        }
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }

    private static async Task<PostgresServer> StartSharedAsync()
    {
        if (Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } given)
            return new PostgresServer(folder: null, port: 0, given);
        var server = await StartAsync().ConfigureAwait(false);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Remove();
        return server;
    }

    private async Task StartProcessAsync()
    {
        process = StartAsServerUser(
            "postgres",
            [
                "-D",
                Data,
                "-p",
                $"{port}",
                "-k",
                folder!,
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "max_connections=200",
                "-c",
                "logging_collector=off",
            ],
            Path.Combine(folder!, "log")
        );
        var deadline = Stopwatch.GetTimestamp();
        while (!await AnswersAsync().ConfigureAwait(false))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(deadline) > StartDeadline)
                throw new InvalidOperationException(
                    $"PostgreSQL did not start: {await File.ReadAllTextAsync(Path.Combine(folder!, "log")).ConfigureAwait(false)}"
                );
            await Task.Delay(50).ConfigureAwait(false);
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            var probe = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, Timeout = 5 };
            await using var connection = new NpgsqlConnection(probe.ConnectionString);
            await connection.OpenAsync().ConfigureAwait(false);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static string? FindBinaries()
    {
        const string Debian = "/usr/lib/postgresql";
        IEnumerable<string> folders =
        [
            .. Directory.Exists(Debian)
                ? Directory
                    .GetDirectories(Debian)
                    .OrderByDescending(name =>
                        int.TryParse(Path.GetFileName(name), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0
                    )
                    .Select(name => Path.Combine(name, "bin"))
                : [],
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
        ];
        return folders.FirstOrDefault(folder =>
            File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"))
        );
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task RunAsServerUserAsync(string binary, params string[] arguments)
    {
        var log = Path.GetTempFileName();
        try
        {
            using var run = StartAsServerUser(binary, arguments, log);
            await run.WaitForExitAsync().ConfigureAwait(false);
            if (run.ExitCode != 0)
                throw new InvalidOperationException($"{binary} failed: {await File.ReadAllTextAsync(log).ConfigureAwait(false)}");
        }
        finally
        {
            File.Delete(log);
        }
    }

    /// <summary>PostgreSQL refuses to run as root: root starts it as the user that its package made.</summary>
    private static Process StartAsServerUser(string binary, IReadOnlyList<string> arguments, string log)
    {
        var binaries = FindBinaries() ?? throw new InvalidOperationException(Unavailable);
        string[] user = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
        string[] command = [.. user, Path.Combine(binaries, binary), .. arguments];
        // The shell only redirects and then becomes the server, so that the process started is the process that serves.
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", log } };
        foreach (var word in command)
            start.ArgumentList.Add(word);
        start.WorkingDirectory = "/";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return Process.Start(start) ?? throw new InvalidOperationException($"{binary} did not start.");
    }

    private static async Task RunAsync(string command, params string[] arguments)
    {
        if (command == "chown" && Environment.UserName != "root")
            return;
        using var run = Process.Start(command, arguments);
        await run.WaitForExitAsync().ConfigureAwait(false);
    }
}
