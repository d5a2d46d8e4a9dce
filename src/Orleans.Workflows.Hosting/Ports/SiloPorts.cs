using System.Net;
using System.Net.Sockets;
using Workflows.Hosting.Options;

namespace Workflows.Hosting.Ports;

/// <summary>
/// The pair of ports of this silo: the given ones, else the first free pair from 11111/30000 on, so that a restarted silo gets its old address again and the cluster need not wait for a dead row.
/// </summary>
/// <remarks>A pair is reserved by an open file: silos that start at the same moment would else find the same one free before either listens.</remarks>
internal sealed class SiloPorts : IDisposable
{
    private const int FirstSiloPort = 11_111;
    private const int FirstGatewayPort = 30_000;
    private const int Pairs = 200;

    private readonly FileStream? reservation;

    private SiloPorts(int silo, int gateway, FileStream? reservation)
    {
        Silo = silo;
        Gateway = gateway;
        this.reservation = reservation;
    }

    /// <summary>The port between silos.</summary>
    public int Silo { get; }

    /// <summary>The port for Orleans clients.</summary>
    public int Gateway { get; }

    /// <summary>Takes a pair of ports.</summary>
    /// <exception cref="WrongSettingException">No pair is free.</exception>
    public static SiloPorts Take(WorkflowSiloOptions options)
    {
        var address = IPAddress.Parse(options.AdvertisedAddress);
        if (options is { Port: { } siloPort, GatewayPort: { } gatewayPort })
            return new SiloPorts(siloPort, gatewayPort, null);

        for (var index = 0; index < Pairs; index++)
        {
            var silo = options.Port ?? FirstSiloPort + index;
            var gateway = options.GatewayPort ?? FirstGatewayPort + index;
            if (TryReserve(silo, gateway) is not { } reservation)
                continue;
            if (IsFree(address, silo) && IsFree(address, gateway))
                return new SiloPorts(silo, gateway, reservation);
            reservation.Dispose();
        }
        throw new WrongSettingException(
            $"Silo:Port and Silo:GatewayPort are needed: none of {Pairs} pairs from {FirstSiloPort}/{FirstGatewayPort} on is free."
        );
    }

    /// <summary>Gives the pair back.</summary>
    public void Dispose() => reservation?.Dispose();

    private static FileStream? TryReserve(int silo, int gateway)
    {
        var folder = Path.Combine(Path.GetTempPath(), "orleans-workflows-ports");
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, $"{silo}-{gateway}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
