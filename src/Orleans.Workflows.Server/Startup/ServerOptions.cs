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

    /// <summary>Requests that are answered at the same time; more are refused with 503. Those that wait do not count. In requests. Default: 2,000.</summary>
    public int MaxConcurrentRequests { get; set; } = 2_000;

    /// <summary>
    /// Requests that wait at the same time: long polls, streams, and starts with <c>wait</c>; more are refused with 503. In requests. Default: 5,000.
    /// </summary>
    public int MaxWaitingRequests { get; set; } = 5_000;

    /// <summary>
    /// Connections that are open at the same time. When there are more, idle ones are closed, those without any request first; where none is idle, the new one is. More than the
    /// requests under way and those that wait together, so that probes find a place. In connections. Default: 10,000.
    /// </summary>
    public int MaxConnections { get; set; } = 10_000;
}
