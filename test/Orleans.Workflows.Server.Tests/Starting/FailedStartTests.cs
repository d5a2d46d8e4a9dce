using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Workflows.Testing;

namespace Workflows.Server.Tests.Starting;

/// <summary>Starts that fail before there is a database server to ask: the process ends with 1, and one sentence names the cause.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FailedStartTests : IDisposable
{
    private const UnixFileMode ReadOnly =
        UnixFileMode.UserRead
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("workflows-failed-start-");

    private static string[] AnyPort => ["--urls", "http://127.0.0.1:0"];

    [Fact]
    public async Task A_wrong_setting_is_named_and_nothing_else_is_written()
    {
        var end = await ServerRun.RunAsync("--Storage:Provider", "Nope");

        end.AssertRefused("Storage:Provider", "Nope", "Sqlite, PostgreSql");
        Assert.Equal("", end.Output);
    }

    [Theory]
    [InlineData("--frobnicate", "--frobnicate")]
    [InlineData("--frobnicate=1", "frobnicate")]
    [InlineData("--Storage:Provider", "--Storage:Provider")]
    [InlineData("serve", "serve")]
    public async Task An_argument_that_is_no_option_is_refused(string argument, string named) =>
        (await ServerRun.RunAsync(argument)).AssertRefused(named);

    [Fact]
    public async Task A_port_that_is_in_use_is_named_before_a_database_is_made()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var file = Path.Combine(folder.FullName, "workflows.db");

        var end = await ServerRun.RunAsync("--urls", $"http://127.0.0.1:{port}", "--Storage:ConnectionString", $"Data Source={file}");

        end.AssertRefused($"port {port} is in use", "urls");
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_silo_port_that_is_in_use_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var end = await ServerRun.RunAsync([.. AnyPort, "--Silo:Port", $"{port}", "--Silo:GatewayPort", $"{port + 1}"]);

        end.AssertRefused($"Port {port}", "in use", "Silo:Port");
    }

    [Fact]
    public async Task An_address_of_another_machine_is_named() =>
        (await ServerRun.RunAsync("--urls", "http://192.0.2.1:8080")).AssertRefused("192.0.2.1", "not an address of this machine", "urls");

    [Fact]
    public async Task A_Unix_socket_in_a_folder_that_does_not_exist_is_named() =>
        (await ServerRun.RunAsync("--urls", "http://unix:/no/such/folder/server.sock")).AssertRefused(
            "/no/such/folder does not exist",
            "urls"
        );

    [Fact]
    public async Task A_settings_file_that_is_not_JSON_is_named_with_the_place()
    {
        // Beside the program, like every file of settings; no other process reads the settings of this environment.
        var settings = Path.Combine(AppContext.BaseDirectory, "appsettings.NotJson.json");
        await File.WriteAllTextAsync(settings, "{\n  \"Storage\": nonsense\n}\n");
        try
        {
            var end = await ServerRun.RunAsync(
                new ServerSurroundings { Variables = new Dictionary<string, string?> { ["DOTNET_ENVIRONMENT"] = "NotJson" } }
            );

            end.AssertRefused(settings, "line 2", "JSON");
        }
        finally
        {
            File.Delete(settings);
        }
    }

    [Fact]
    public async Task Https_without_a_certificate_is_refused_with_the_setting_to_give() =>
        (await ServerRun.RunAsync(NoCertificate, [.. WithStorage("--urls", "https://127.0.0.1:0")])).AssertRefused(
            "Kestrel:Certificates:Default:Path"
        );

    [Fact]
    public async Task A_certificate_file_that_is_none_is_named()
    {
        var file = Path.Combine(folder.FullName, "certificate.pfx");
        await File.WriteAllTextAsync(file, "notes");

        var end = await ServerRun.RunAsync(WithStorage("--urls", "https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path", file));

        end.AssertRefused(file, "certificate");
    }

    [Theory]
    [InlineData("Data Source={0}/notes", "is no SQLite database")]
    [InlineData("Data Source={0}/notes/workflows.db", "cannot be made")]
    [InlineData("Data Source={0}", "there is a folder of that name")]
    [InlineData("Data Source={0}/locked/workflows.db", "no permission")]
    [InlineData("Data Source={0}/locked/data/workflows.db", "no permission")]
    [InlineData("Data Source=/proc/workflows.db", "/proc/workflows.db")]
    [InlineData("Sauce={0}/workflows.db", "is not one of SQLite")]
    [InlineData("nonsense", "is not one of SQLite")]
    public async Task A_SQLite_file_that_cannot_be_used_is_named(string connectionString, string cause)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "notes"), "notes");
        MakeReadOnlyFolder("locked");

        var end = await ServerRun.RunAsync(
            ServerSurroundings.Unprivileged,
            [.. AnyPort, "--Storage:ConnectionString", connectionString.Replace("{0}", folder.FullName, StringComparison.Ordinal)]
        );

        end.AssertRefused(cause, "Storage:ConnectionString");
    }

    [Fact]
    public async Task A_second_process_on_a_SQLite_file_is_refused()
    {
        var storage = $"Data Source={Path.Combine(folder.FullName, "workflows.db")}";
        await using (await ServerUnderTest.StartAsync("--Storage:ConnectionString", storage))
        {
            var end = await ServerRun.RunAsync([.. AnyPort, "--Storage:ConnectionString", storage]);

            end.AssertRefused("in use by another process", "workflows.db");
        }
    }

    [Fact]
    public async Task Another_user_s_folder_of_port_reservations_does_not_keep_the_server_from_starting()
    {
        MakeReadOnlyFolder("orleans-workflows-ports");
        var surroundings = ServerSurroundings.Unprivileged with
        {
            Variables = new Dictionary<string, string?> { ["TMPDIR"] = folder.FullName },
        };
        await using var run = ServerRun.Start(surroundings, AnyPort);
        await Poll.UntilAsync(() => run.HasExited || run.Output.Contains("Listening", StringComparison.Ordinal), TimeSpan.FromSeconds(60));

        await run.SignalAsync("-TERM");

        (await run.EndAsync()).AssertStopped();
    }

    public void Dispose()
    {
        foreach (var locked in folder.EnumerateDirectories())
            locked.UnixFileMode |= UnixFileMode.UserWrite;
        folder.Delete(recursive: true);
    }

    /// <summary>A home without the certificate that .NET's SDK makes for developers.</summary>
    private ServerSurroundings NoCertificate =>
        new()
        {
            Variables = new Dictionary<string, string?> { ["HOME"] = folder.FullName, ["DOTNET_CLI_HOME"] = folder.FullName },
        };

    private string[] WithStorage(params IEnumerable<string> arguments) =>
        [.. arguments, "--Storage:ConnectionString", $"Data Source={Path.Combine(folder.FullName, "workflows.db")}"];

    private void MakeReadOnlyFolder(string name) => folder.CreateSubdirectory(name).UnixFileMode = ReadOnly;
}
