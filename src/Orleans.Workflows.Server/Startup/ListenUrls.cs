using System.Net;

namespace Workflows.Server.Startup;

/// <summary>Where the server listens.</summary>
/// <param name="Addresses">The addresses of the setting.</param>
public sealed record ListenUrls(IReadOnlyList<BindingAddress> Addresses)
{
    /// <summary>Where it listens without a setting.</summary>
    public const string Default = "http://127.0.0.1:8080";

    /// <summary>Reads the setting <c>urls</c>.</summary>
    /// <exception cref="SettingException">It is no list of URLs to listen on.</exception>
    public static ListenUrls Read(IConfiguration configuration)
    {
        var text = configuration["urls"] ?? Default;
        try
        {
            return new([
                .. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse),
            ]);
        }
        catch (FormatException)
        {
            throw new SettingException(
                $"The setting urls cannot be \"{text}\": it must be a URL such as {Default}, or several with ';' between them."
            );
        }
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
}
