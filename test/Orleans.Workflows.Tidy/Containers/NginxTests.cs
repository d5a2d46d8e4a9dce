using System.Diagnostics;
using System.Text.RegularExpressions;
using Workflows.Testing.Repository;

namespace Workflows.Tidy.Containers;

public sealed partial class NginxTests
{
    private static readonly string Configuration = WorkingTree.Read("docker/nginx.conf");

    [Fact]
    public void Every_silo_of_the_composition_is_behind_it()
    {
        var servers = Server().Matches(Configuration).Select(match => match.Groups["name"].Value).Order(StringComparer.Ordinal);
        Assert.Equal(["silo-1", "silo-2", "silo-3"], servers);
    }

    [Fact]
    public void Event_streams_are_not_held_back()
    {
        var stream = Configuration[Configuration.IndexOf("/stream$", StringComparison.Ordinal)..];
        Assert.Contains("proxy_buffering off;", stream[..stream.IndexOf('}', StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [NginxFact]
    public async Task Nginx_itself_accepts_the_file()
    {
        Assert.True(NginxFactAttribute.Program is not null, "CI=true and nginx is not installed");
        var folder = Directory.CreateTempSubdirectory("nginx-check-");
        try
        {
            // The names of the silos resolve only inside the composition; nginx looks them up when it reads the file.
            var file = Path.Combine(folder.FullName, "nginx.conf");
            await File.WriteAllTextAsync(file, Server().Replace(Configuration, "server 127.0.0.1:"));
            var (code, output) = await RunAsync(
                "-t",
                "-p",
                folder.FullName,
                "-c",
                file,
                "-g",
                $"pid {folder.FullName}/pid; error_log stderr;"
            );
            Assert.True(code == 0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(NginxFactAttribute.Program!, arguments) { RedirectStandardError = true, UseShellExecute = false }
        )!;
        var output = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    [GeneratedRegex(@"server (?<name>silo-\d+):", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Server();
}
