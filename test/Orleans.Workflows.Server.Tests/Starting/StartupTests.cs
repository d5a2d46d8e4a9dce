using Workflows.Journal.Schema;
using Workflows.Journal.Sqlite;
using Workflows.Server.Startup;

namespace Workflows.Server.Tests.Starting;

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
    [InlineData("--urls http://127.0.0.1:99999", "urls")]
    [InlineData("--urls http://127.0.0.1:eighty", "urls")]
    [InlineData("--urls ftp://127.0.0.1:8080", "urls")]
    [InlineData("--urls http://127.0.0.1:8080/workflows", "urls")]
    [InlineData("--urls ;", "urls")]
    [InlineData("--Storage Sqlite", "Storage")]
    [InlineData("--Storage:Journal 1", "Storage:Journal")]
    [InlineData("--Storage:Provider:Name Sqlite", "Storage:Provider")]
    [InlineData("--Storage:StartTimeoutSeconds -1", "Storage:StartTimeoutSeconds")]
    [InlineData("--Storage:ConnectionString nonsense", "Storage:ConnectionString")]
    [InlineData("--Storage:ConnectionString Host=db;Password=secret", "Storage:Provider")]
    [InlineData("--Storage:Provider PostgreSql --Storage:ConnectionString Host=db;Port=99999", "Storage:ConnectionString")]
    [InlineData("--Storage:Provider PostgreSql --Storage:ConnectionString Database=db", "Storage:ConnectionString")]
    [InlineData("--Silo:AdvertisedAddress 0.0.0.0", "Silo:AdvertisedAddress")]
    [InlineData("--Silo:AdvertisedAddress 192.0.2.1", "Silo:AdvertisedAddress")]
    [InlineData("--Logging:LogLevel:Default Loud", "Logging:LogLevel:Default")]
    [InlineData("--Logging:Console:LogLevel:Default Loud", "Logging:Console:LogLevel:Default")]
    [InlineData("--Kestrel:Endpoints:Http:Url nonsense", "Kestrel:Endpoints:Http:Url")]
    [InlineData("--Mocks:File /", "Mocks:File")]
    [InlineData("--Kestrel:Certificates:Default:Path /no/such.pfx", "Kestrel:Certificates:Default:Path")]
    [InlineData("--Kestrel:Endpoints:Https:Certificate:KeyPath /no/such.key", "Kestrel:Endpoints:Https:Certificate:KeyPath")]
    public void A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string arguments, string setting)
    {
        var failure = Assert.ThrowsAny<Exception>(() => ServerApplication.Create(arguments.Split(' ')));

        var sentence = StartupFailure.Describe(failure);
        Assert.Contains(setting, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence!);
        Assert.DoesNotContain("secret", sentence!, StringComparison.Ordinal);
    }

    [Fact]
    public void What_keeps_the_database_from_being_used_is_said_as_it_is()
    {
        Assert.Equal("Too new.", StartupFailure.Describe(new SchemaMismatchException("Too new.")));
        Assert.Equal("Away.", StartupFailure.Describe(new DatabaseUnreachableException("Away.", new TimeoutException())));
        Assert.Equal("Empty.", StartupFailure.Describe(new AggregateException(new DatabaseFileException("Empty."))));
    }
}
