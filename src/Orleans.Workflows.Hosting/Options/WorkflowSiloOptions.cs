namespace Workflows.Hosting.Options;

/// <summary>The Orleans silo. Section <c>Silo</c>.</summary>
public sealed class WorkflowSiloOptions
{
    /// <summary>The address that other silos reach this one at. Default: <c>127.0.0.1</c>.</summary>
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>The port between silos. Default: the first that is free from 11111 on.</summary>
    public int? Port { get; set; }

    /// <summary>The port for Orleans clients. Default: the first that is free from 30000 on.</summary>
    public int? GatewayPort { get; set; }

    /// <summary>Silos on one PostgreSQL database with the same id form a cluster. Default: <c>orleans-workflows</c>.</summary>
    public string ClusterId { get; set; } = "orleans-workflows";
}
