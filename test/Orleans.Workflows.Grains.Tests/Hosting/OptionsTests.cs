using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Workflows.Hosting;
using Workflows.Hosting.Options;
using Workflows.Hosting.Ports;

namespace Workflows.Grains.Tests.Hosting;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("Storage:Provider", "Oracle")]
    [InlineData("Storage:ConnectionString", " ")]
    [InlineData("Storage:QueueCapacity", "15")]
    [InlineData("Silo:Port", "70000")]
    [InlineData("Silo:GatewayPort", "no")]
    [InlineData("Silo:AdvertisedAddress", "here")]
    [InlineData("Silo:ClusterId", " ")]
    [InlineData("Limits:MaxPayloadBytes", "1")]
    [InlineData("Limits:MaxEvents", "0")]
    [InlineData("Limits:MaxLiveExecutions", "0")]
    [InlineData("Tasks:MaxConcurrency", "0")]
    [InlineData("Tasks:DrainSeconds", "-1")]
    [InlineData("Retention:FailedDays", "-1")]
    [InlineData("Http:AllowedHosts", "https://example.com")]
    [InlineData("Tasks:PublicUrl", "workflows.example.com")]
    [InlineData("Tasks:Webhooks:approve", "ftp://example.com")]
    [InlineData("Http:AllowPrivateNetworks", "perhaps")]
    [InlineData("Mocks:File", "/no/such/file.yaml")]
    public void A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string setting, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new KeyValuePair<string, string?>(setting, value)]);

        var refusal = Assert.Throws<WrongSettingException>(() => builder.AddOrleansWorkflows());

        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Silos_that_start_together_take_different_ports()
    {
        using var one = SiloPorts.Take(new WorkflowSiloOptions());
        using var other = SiloPorts.Take(new WorkflowSiloOptions());

        Assert.NotEqual(one.Silo, other.Silo);
        Assert.NotEqual(one.Gateway, other.Gateway);
    }

    [Fact]
    public void A_silo_that_starts_again_gets_its_old_ports()
    {
        int silo;
        using (var first = SiloPorts.Take(new WorkflowSiloOptions { GatewayPort = 45_811 }))
            silo = first.Silo;

        using var again = SiloPorts.Take(new WorkflowSiloOptions { GatewayPort = 45_811 });

        Assert.Equal(silo, again.Silo);
    }
}
