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
}
