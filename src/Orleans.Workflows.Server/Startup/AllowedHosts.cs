using Workflows.Server.Problems;

namespace Workflows.Server.Startup;

/// <summary>The host names that requests may name.</summary>
public sealed class AllowedHosts
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    private readonly HashSet<string>? names;

    /// <summary>Takes the setting, or what fits the addresses that the server listens on.</summary>
    public AllowedHosts(ServerOptions options, ListenUrls urls)
    {
        var allowed = Split(options) ?? (urls.IsLoopbackOnly ? Loopback : ["*"]);
        names = allowed.Contains("*") ? null : new HashSet<string>(allowed, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>A name that the setting allows; null where it allows any, or is not given.</summary>
    public static string? FirstNameOf(ServerOptions options) =>
        Split(options) is { Length: > 0 } names && !names.Contains("*") ? names[0] : null;

    /// <summary>Refuses requests that name another host.</summary>
    public Task CheckAsync(HttpContext http, RequestDelegate next) =>
        names is null || names.Contains(http.Request.Host.Host)
            ? next(http)
            : new ProblemAnswer(ProblemType.HostNotAllowed, "The setting Server:AllowedHosts names the hosts that are.").ExecuteAsync(http);

    private static string[]? Split(ServerOptions options) =>
        options.AllowedHosts?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
