using System.Globalization;
using System.Net;
using Workflows.Grains.Tasks.Http;
using Workflows.Grains.Tests.Support;

namespace Workflows.Grains.Tests.Tasks.Http;

public sealed class OutboundTests
{
    [Theory]
    [InlineData("8.8.8.8", AddressKind.Public)]
    [InlineData("2606:4700::1111", AddressKind.Public)]
    [InlineData("::ffff:8.8.8.8", AddressKind.Public)]
    [InlineData("127.0.0.1", AddressKind.Private)]
    [InlineData("127.8.9.1", AddressKind.Private)]
    [InlineData("::1", AddressKind.Private)]
    [InlineData("10.1.2.3", AddressKind.Private)]
    [InlineData("172.31.255.255", AddressKind.Private)]
    [InlineData("192.168.0.1", AddressKind.Private)]
    [InlineData("100.64.0.1", AddressKind.Private)]
    [InlineData("fd12::1", AddressKind.Private)]
    [InlineData("::ffff:127.0.0.1", AddressKind.Private)]
    [InlineData("::127.0.0.1", AddressKind.Private)]
    [InlineData("64:ff9b::7f00:1", AddressKind.Private)]
    [InlineData("2002:7f00:1::", AddressKind.Private)]
    [InlineData("169.254.169.254", AddressKind.Special)]
    [InlineData("::ffff:169.254.169.254", AddressKind.Special)]
    [InlineData("fd00:ec2::254", AddressKind.Special)]
    [InlineData("100.100.100.200", AddressKind.Special)]
    [InlineData("0.0.0.0", AddressKind.Special)]
    [InlineData("::", AddressKind.Special)]
    [InlineData("fe80::1%2", AddressKind.Special)]
    [InlineData("ff02::1", AddressKind.Special)]
    [InlineData("224.0.0.1", AddressKind.Special)]
    [InlineData("255.255.255.255", AddressKind.Special)]
    [InlineData("2001::1", AddressKind.Special)]
    public void An_address_counts_as_what_stands_behind_it(string address, object kind) =>
        Assert.Equal(kind, AddressKinds.Of(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("http://localhost:{0}/")]
    [InlineData("http://127.1:{0}/")]
    [InlineData("http://2130706433:{0}/")]
    [InlineData("http://0x7f000001:{0}/")]
    [InlineData("http://0177.0.0.1:{0}/")]
    [InlineData("http://0.0.0.0:{0}/")]
    [InlineData("http://[::]:{0}/")]
    [InlineData("http://[::ffff:127.0.0.1]:{0}/")]
    [InlineData("http://[::ffff:7f00:1]:{0}/")]
    public async Task A_private_address_is_not_called_however_it_is_written(string url)
    {
        await using var canary = await HttpServer.StartAsync(_ => Task.CompletedTask);
        using var world = new HttpWorld(new HttpTaskOptions());

        var outcome = await world.CallAsync(string.Format(CultureInfo.InvariantCulture, url, canary.Port));

        Assert.Equal("Http.HostNotAllowed", outcome.Error?.Name);
        Assert.Equal(0, canary.Requests);
    }

    // Some resolvers know these names and some do not: either way nothing is reached.
    [Theory]
    [InlineData("http://localhost.:{0}/")]
    [InlineData("http://①②⑦.⓪.⓪.①:{0}/")]
    public async Task A_name_that_only_looks_public_reaches_nothing(string url)
    {
        await using var canary = await HttpServer.StartAsync(_ => Task.CompletedTask);
        using var world = new HttpWorld(new HttpTaskOptions());

        var outcome = await world.CallAsync(string.Format(CultureInfo.InvariantCulture, url, canary.Port));

        Assert.True(outcome.Error?.Name is "Http.HostNotAllowed" or "Http.ConnectionFailed", outcome.Error?.Name);
        Assert.Equal(0, canary.Requests);
    }

    [Fact]
    public async Task A_name_that_resolves_to_loopback_is_not_called()
    {
        await using var canary = await HttpServer.StartAsync(_ => Task.CompletedTask);
        using var world = new HttpWorld(new HttpTaskOptions(), HttpWorld.Everywhere("127.0.0.1", "::1"));

        var outcome = await world.CallAsync(Named("innocent.example", canary));

        Assert.Equal("Http.HostNotAllowed", outcome.Error?.Name);
        Assert.Equal(0, canary.Requests);
    }

    [Fact]
    public async Task A_name_that_resolves_anew_to_loopback_is_not_called()
    {
        await using var canary = await HttpServer.StartAsync(_ => Task.CompletedTask);
        var asked = 0;
        HostResolver rebinding = (_, _) =>
            Interlocked.Increment(ref asked) == 1
                ? throw new System.Net.Sockets.SocketException(11001)
                : Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        using var world = new HttpWorld(new HttpTaskOptions(), rebinding);

        var first = await world.CallAsync(Named("rebind.example", canary));
        var second = await world.CallAsync(Named("rebind.example", canary));

        Assert.Equal(("Http.ConnectionFailed", "Http.HostNotAllowed"), (first.Error?.Name, second.Error?.Name));
        Assert.Equal(0, canary.Requests);
    }

    [Theory]
    [InlineData("orders.internal", "orders.internal", true)]
    [InlineData("ORDERS.internal.", "orders.internal", true)]
    [InlineData("*.internal", "orders.internal", true)]
    [InlineData("*.internal", "a.b.internal", true)]
    [InlineData("*.internal", "internal", false)]
    [InlineData("*.internal", "evilinternal", false)]
    [InlineData("orders.internal:{0}", "orders.internal", true)]
    [InlineData("orders.internal:1", "orders.internal", false)]
    [InlineData("payments.internal; orders.internal", "orders.internal", true)]
    [InlineData("payments.internal", "orders.internal", false)]
    public async Task Only_listed_hosts_are_called_and_they_may_be_private(string list, string host, bool isAllowed)
    {
        await using var server = await HttpServer.StartAsync(_ => Task.CompletedTask);
        var options = new HttpTaskOptions
        {
            AllowedHosts = string.Format(CultureInfo.InvariantCulture, list, server.Port),
            AllowPrivateNetworks = true,
        };
        using var world = new HttpWorld(options, HttpWorld.Everywhere("127.0.0.1"));

        var outcome = await world.CallAsync(Named(host, server));

        Assert.Equal(isAllowed ? null : "Http.HostNotAllowed", outcome.Error?.Name);
        Assert.Equal(isAllowed ? 1 : 0, server.Requests);
    }

    [Fact]
    public void A_link_local_address_is_allowed_only_when_it_is_listed_itself()
    {
        var metadata = IPAddress.Parse("169.254.169.254");
        var byName = new OutboundHosts(new HttpTaskOptions { AllowedHosts = "metadata.internal", AllowPrivateNetworks = true });
        var byAddress = new OutboundHosts(new HttpTaskOptions { AllowedHosts = "169.254.169.254" });

        Assert.False(byName.Allow("metadata.internal", 80, metadata));
        Assert.True(byAddress.Allow("169.254.169.254", 80, metadata));
    }

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("example.com/path")]
    [InlineData("*")]
    [InlineData("a.*.example.com")]
    [InlineData("example.com:http")]
    [InlineData("example.com:70000")]
    [InlineData("::1")]
    [InlineData("user@example.com")]
    public void An_entry_that_is_no_host_is_refused_with_a_sentence(string entry) =>
        Assert.Contains($"'{entry}'", OutboundHosts.Complaint($"good.example; {entry}"), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a.example;*.b.example;c:8080;[::1]:80;10.0.0.1")]
    public void A_list_of_hosts_is_taken(string? list) => Assert.Null(OutboundHosts.Complaint(list));

    private static string Named(string host, HttpServer server) => $"http://{host}:{server.Port.ToString(CultureInfo.InvariantCulture)}/";
}
