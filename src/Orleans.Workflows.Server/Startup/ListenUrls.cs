using System.Net;
using System.Net.Sockets;

namespace Workflows.Server.Startup;

/// <summary>Where the server listens.</summary>
/// <param name="Addresses">The addresses of the setting.</param>
public sealed record ListenUrls(IReadOnlyList<BindingAddress> Addresses)
{
    /// <summary>Where it listens without a setting.</summary>
    public const string Default = "http://127.0.0.1:8080";

    private const string Setting = "urls";

    /// <summary>Reads the setting <c>urls</c>, or the endpoints of Kestrel's own settings, which win over it.</summary>
    /// <exception cref="SettingException">It is no list of URLs to listen on.</exception>
    public static ListenUrls Read(IConfiguration configuration)
    {
        var endpoints = configuration
            .GetSection("Kestrel:Endpoints")
            .GetChildren()
            .Where(endpoint => endpoint["Url"] is not null)
            .Select(endpoint => Parse(endpoint["Url"]!, $"{endpoint.Path}:Url"))
            .ToList();
        if (endpoints.Count > 0)
            return new(endpoints);

        var text = configuration["urls"] ?? Default;
        string[] parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 0 ? new([.. parts.Select(part => Parse(part, Setting))]) : throw Wrong(text, Setting);
    }

    /// <summary>Sees whether the server can listen on each of its addresses, before anything else of it starts.</summary>
    /// <exception cref="SettingException">It cannot.</exception>
    public void RequireFree()
    {
        foreach (var address in Addresses.Where(address => address.IsUnixPipe))
            RequireFolder(address);
        foreach (var address in Addresses.Where(address => !address.IsUnixPipe && address.Port != 0))
        {
            try
            {
                using var socket = new Socket(IpOf(address.Host).AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IpOf(address.Host), address.Port));
                socket.Listen();
            }
            catch (SocketException unusable)
            {
                throw new SettingException($"The server cannot listen on {address} (setting urls): {ReasonOf(unusable, address)}");
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Addresses);

    private static void RequireFolder(BindingAddress address)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(address.UnixPipePath));
        if (!Directory.Exists(folder))
            throw new SettingException(
                $"The server cannot listen on {address} (setting urls): the folder {folder} does not exist; make it, or choose another address, such as --urls {Default}."
            );
    }

    /// <summary>Whether only this machine can reach the server.</summary>
    public bool IsLoopbackOnly => Addresses.All(address => IsLoopback(address.Host));

    /// <summary>The first address that others can be told; null where each is a wildcard or has a port that is not known yet.</summary>
    public string? Reachable => Addresses.FirstOrDefault(address => address.Port != 0 && IsHost(address.Host))?.ToString();

    private static bool IsHost(string host) =>
        host is not ("*" or "+")
        && !(IPAddress.TryParse(host, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static BindingAddress Parse(string text, string setting)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            throw Wrong(text, setting);
        }
        var isHttp = string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase);
        var isHttps = string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
        if (address.IsUnixPipe)
            return isHttp || isHttps ? address : throw Wrong(text, setting);
        // What ASP.NET cannot read as a port it takes for a part of the host's name, and listens on port 80.
        var hasHost = address.Host is "*" or "+" || Uri.CheckHostName(address.Host) != UriHostNameType.Unknown;
        return (isHttp || isHttps) && hasHost && address.Port is >= 0 and <= IPEndPoint.MaxPort && address.PathBase is "" or "/"
            ? address
            : throw Wrong(text, setting);
    }

    private static SettingException Wrong(string text, string setting) =>
        new(
            $"The setting {setting} cannot be \"{text}\": it must be a URL such as {Default}, with a port from 0 to {IPEndPoint.MaxPort} and without a path, or several with ';' between them."
        );

    /// <summary>Where Kestrel listens for the name of a host: for any that is no address and not localhost, everywhere.</summary>
    private static IPAddress IpOf(string host) =>
        IPAddress.TryParse(host, out var address) ? address
        : string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.Any;

    private static string ReasonOf(SocketException unusable, BindingAddress address) =>
        unusable.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse =>
                $"port {address.Port} is in use by another program; stop that program, or choose another port, such as --urls {address.Scheme}://{address.Host}:{Other(address.Port)}.",
            SocketError.AccessDenied =>
                $"the user that runs this process has no permission for port {address.Port}; choose a port from 1024 on, such as --urls {Default}.",
            SocketError.AddressNotAvailable =>
                $"{address.Host} is not an address of this machine; choose one that is, such as --urls {Default}.",
            SocketError.AddressFamilyNotSupported =>
                $"this machine has no network of the kind of {address.Host}; choose another address, such as --urls {Default}.",
            _ => $"{unusable.Message}; choose another address, such as --urls {Default}.",
        };

    private static int Other(int port) => port < IPEndPoint.MaxPort ? port + 1 : port - 1;
}
