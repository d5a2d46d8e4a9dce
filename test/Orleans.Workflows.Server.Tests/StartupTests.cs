using System.Diagnostics;
using System.Globalization;
using Workflows.Journal.Schema;
using Workflows.Journal.Sqlite;
using Workflows.Server.Startup;

namespace Workflows.Server.Tests;

public sealed class StartupTests
{
    [Theory]
    [InlineData("--Storage:Provider Nope", "Storage:Provider")]
    [InlineData("--Storage:Provder Sqlite", "Storage:Provder")]
    [InlineData("--Sorage:Provider Sqlite", "Sorage")]
    [InlineData("--Silo:Port high", "Silo:Port")]
    [InlineData("--Silo:Port 99999", "Silo:Port")]
    [InlineData("--Silo:AdvertisedAddress nowhere", "Silo:AdvertisedAddress")]
    [InlineData("--Mocks:File /no/such/file.yaml", "Mocks:File")]
    [InlineData("--Limits:MaxPayloadBytes lots", "Limits:MaxPayloadBytes")]
    [InlineData("--Security:RemoteDashboard maybe", "Security:RemoteDashboard")]
    [InlineData("--Http:AllowedHosts https://example.com", "Http:AllowedHosts")]
    [InlineData("--Server:AlowedHosts localhost", "Server:AlowedHosts")]
    [InlineData("--Server:MaxConcurrentRequests 0", "Server:MaxConcurrentRequests")]
    [InlineData("--Server:MaxWaitingRequests 0", "Server:MaxWaitingRequests")]
    [InlineData("--Server:MaxConnections 0", "Server:MaxConnections")]
    [InlineData("--Retention:SucceededDays -1", "Retention:SucceededDays")]
    [InlineData("--urls nonsense", "urls")]
    public void A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string arguments, string setting)
    {
        var failure = Assert.ThrowsAny<Exception>(() => ServerApplication.Create(arguments.Split(' ')));

        var sentence = StartupFailure.Describe(failure);
        Assert.Contains(setting, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence!);
    }

    [Fact]
    public async Task The_process_ends_with_1_and_says_the_sentence_only()
    {
        var (code, output, errors) = await RunAsync("--Storage:Provider", "Nope");

        Assert.Equal(1, code);
        Assert.Equal("", output);
        Assert.Contains("Storage:Provider", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_a_SQLite_file_ends_with_a_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("workflows-server-");
        var storage = $"Data Source={Path.Combine(folder.FullName, "workflows.db")}";
        await using (await ServerUnderTest.StartAsync("--Storage:ConnectionString", storage))
        {
            var (code, _, errors) = await RunAsync("--urls", "http://127.0.0.1:0", "--Storage:ConnectionString", storage);

            Assert.Equal(1, code);
            Assert.Contains("in use by another process", Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        }
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("Data Source={0}", "is no SQLite database")]
    [InlineData("Sauce={0}", "is not one of SQLite")]
    public async Task A_storage_that_cannot_be_used_ends_the_process_with_a_sentence(string connectionString, string sentence)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "notes");

        var (code, _, errors) = await RunAsync(
            "--urls",
            "http://127.0.0.1:0",
            "--Storage:ConnectionString",
            string.Format(CultureInfo.InvariantCulture, connectionString, file)
        );

        Assert.Equal(1, code);
        Assert.Contains(sentence, Assert.Single(errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
        File.Delete(file);
        File.Delete(file + ".lock");
    }

    [Fact]
    public void What_keeps_the_database_from_being_used_is_said_as_it_is()
    {
        Assert.Equal("Too new.", StartupFailure.Describe(new SchemaMismatchException("Too new.")));
        Assert.Equal("Away.", StartupFailure.Describe(new DatabaseUnreachableException("Away.", new TimeoutException())));
        Assert.Equal("Empty.", StartupFailure.Describe(new AggregateException(new DatabaseFileException("Empty."))));
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Orleans.Workflows.Server.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
