namespace Workflows.Grains.Tasks.Http;

/// <summary>Who stands behind an address.</summary>
internal enum AddressKind
{
    /// <summary>No kind.</summary>
    None = 0,

    /// <summary>Somebody on the internet.</summary>
    Public,

    /// <summary>This machine or a private network: loopback, RFC 1918, carrier-grade NAT, unique local.</summary>
    Private,

    /// <summary>What no task has business with: link-local (metadata services of clouds), multicast, unspecified, reserved.</summary>
    Special,
}
