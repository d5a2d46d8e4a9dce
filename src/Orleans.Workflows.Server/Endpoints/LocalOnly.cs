using System.Net;
using Workflows.Server.Problems;
using Workflows.Server.Startup;

namespace Workflows.Server.Endpoints;

/// <summary>
/// Marks endpoints that answer only requests from the server's own machine, unless <see cref="SecurityOptions.RemoteDashboard"/> says otherwise.
/// </summary>
public sealed class LocalOnly
{
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"];

    /// <summary>Refuses requests from elsewhere.</summary>
    public static Task CheckAsync(HttpContext http, RequestDelegate next, SecurityOptions options) =>
        options.RemoteDashboard || http.GetEndpoint()?.Metadata.GetMetadata<LocalOnly>() is null || IsLocal(http)
            ? next(http)
            : new ProblemAnswer(ProblemType.LocalOnly, "The setting Security:RemoteDashboard opens the dashboard to others.").ExecuteAsync(
                http
            );

    // A proxy on this machine passes requests of others on: whatever it forwards is not local.
    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } remote
        && (IPAddress.IsLoopback(remote) || remote.Equals(http.Connection.LocalIpAddress))
        && !ProxyHeaders.Any(http.Request.Headers.ContainsKey);
}
