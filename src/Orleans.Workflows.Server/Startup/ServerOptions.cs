namespace Workflows.Server.Startup;

/// <summary>Settings <c>Server:*</c>.</summary>
public sealed class ServerOptions
{
    /// <summary>
    /// Host names that requests may name, separated by <c>;</c>; <c>*</c> for any.
    /// Against DNS rebinding: a web page must not reach a server on its reader's machine by a name of its own.
    /// Default: <c>localhost;127.0.0.1;[::1]</c> when the server listens on loopback addresses only, else <c>*</c>.
    /// </summary>
    public string? AllowedHosts { get; set; }

    /// <summary>
    /// Requests that are answered at the same time, those that wait (<c>wait</c>, polls, streams) included; more are refused with 503. In requests. Default: 2,000.
    /// </summary>
    public int MaxConcurrentRequests { get; set; } = 2_000;

    /// <summary>Connections that are open at the same time; more are closed without a word. In connections. Default: 10,000.</summary>
    public int MaxConnections { get; set; } = 10_000;
}
