using System.Net;
using System.Net.Sockets;

namespace Workflows.Grains.Tasks.Http;

/// <summary>Tells the kind of an address; an IPv4 address that an IPv6 one carries counts as what it is. The IANA registries of special-purpose addresses.</summary>
internal static class AddressKinds
{
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"),
        IPNetwork.Parse("100.64.0.0/10"),
        IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("172.16.0.0/12"),
        IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("::1/128"),
        IPNetwork.Parse("fc00::/7"),
    ];

    private static readonly IPNetwork[] Special =
    [
        IPNetwork.Parse("0.0.0.0/8"),
        IPNetwork.Parse("100.100.100.200/32"), // The metadata service of Alibaba Cloud, inside the range of carrier-grade NAT.
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("192.0.0.0/24"),
        IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"),
        IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"),
        IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("2001::/23"),
        IPNetwork.Parse("2001:db8::/32"),
        IPNetwork.Parse("3fff::/20"),
        IPNetwork.Parse("fd00:ec2::254/128"), // The metadata service of AWS, inside the unique local addresses.
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    // Prefixes that carry an IPv4 address, and where in them it begins.
    private static readonly (IPNetwork Prefix, int Offset)[] Carriers =
    [
        (IPNetwork.Parse("::ffff:0:0/96"), 12),
        (IPNetwork.Parse("64:ff9b::/96"), 12),
        (IPNetwork.Parse("::/96"), 12),
        (IPNetwork.Parse("2002::/16"), 2),
    ];

    /// <summary>The kind of an address.</summary>
    public static AddressKind Of(IPAddress address)
    {
        var plain = Carried(address);
        if (Contains(Special, plain))
            return AddressKind.Special;
        if (Contains(Private, plain))
            return AddressKind.Private;

        return plain.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(plain)
            ? AddressKind.Public
            : AddressKind.Special;
    }

    private static IPAddress Carried(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;

        // A zone, as in fe80::1%eth0, would keep the address out of every network.
        var bytes = address.GetAddressBytes();
        var plain = new IPAddress(bytes);
        foreach (var (prefix, offset) in Carriers)
        {
            if (prefix.Contains(plain) && !IPAddress.IPv6Loopback.Equals(plain))
                return new IPAddress(bytes.AsSpan(offset, 4));
        }
        return plain;
    }

    private static bool Contains(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
                return true;
        }
        return false;
    }
}
