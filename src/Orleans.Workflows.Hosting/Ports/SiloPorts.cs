using System.Net;
using System.Net.Sockets;
using Workflows.Hosting.Options;

namespace Workflows.Hosting.Ports;

/// <summary>
/// The pair of ports of this silo: the given ones, else the first free pair from 11111/30000 on, so that a restarted silo gets its old address again and the cluster need not wait for a dead row.
/// </summary>
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
    /// <exception cref="WrongSettingException">No pair is free, or the given ones cannot be used.</exception>
    public static SiloPorts Take(WorkflowSiloOptions options)
    {
        var address = IPAddress.Parse(options.AdvertisedAddress);
        if (options is { Port: { } siloPort, GatewayPort: { } gatewayPort })
        {
            RequireFree(address, siloPort, "Silo:Port");
            RequireFree(address, gatewayPort, "Silo:GatewayPort");
            return new SiloPorts(siloPort, gatewayPort, null);
        }

        for (var index = 0; index < Pairs; index++)
        {
            var silo = options.Port ?? FirstSiloPort + index;
            var gateway = options.GatewayPort ?? FirstGatewayPort + index;
            if (!PortReservation.TryTake(silo, gateway, out var reservation))
                continue;
            if (IsFree(address, silo) && IsFree(address, gateway))
                return new SiloPorts(silo, gateway, reservation);
            reservation?.Dispose();
        }
        throw new WrongSettingException(NoneIsFree(options));
    }

    /// <summary>Gives the pair back.</summary>
    public void Dispose() => reservation?.Dispose();

    private static string NoneIsFree(WorkflowSiloOptions options) =>
        options switch
        {
            { Port: { } silo } => InUse(silo, "Silo:Port", options.AdvertisedAddress),
            { GatewayPort: { } gateway } => InUse(gateway, "Silo:GatewayPort", options.AdvertisedAddress),
            _ =>
                $"None of {Pairs} pairs of ports from {FirstSiloPort}/{FirstGatewayPort} on is free on {options.AdvertisedAddress}: name two free ones with Silo:Port and Silo:GatewayPort.",
        };

    private static void RequireFree(IPAddress address, int port, string setting)
    {
        if (!IsFree(address, port))
            throw new WrongSettingException(InUse(port, setting, address.ToString()));
    }

    private static string InUse(int port, string setting, string address) =>
        $"Port {port} on {address} ({setting}) is in use by another program: stop that program, or choose another port.";

    /// <exception cref="WrongSettingException">No port of the address can be used.</exception>
    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException unusable)
        {
            return unusable.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => false,
                SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => throw new WrongSettingException(
                    $"Silo:AdvertisedAddress must be an address of this machine, and {address} is none: choose one that is, such as 127.0.0.1.",
                    unusable
                ),
                SocketError.AccessDenied => throw new WrongSettingException(
                    $"The user that runs this process has no permission for port {port} (Silo:Port, Silo:GatewayPort): choose a port from 1024 on.",
                    unusable
                ),
                _ => throw new WrongSettingException(
                    $"Port {port} on {address} (Silo:Port, Silo:GatewayPort) cannot be used: {unusable.Message}.",
                    unusable
                ),
            };
        }
    }
}
