namespace Workflows.Server.Startup;

/// <summary>Settings <c>Security:*</c>.</summary>
public sealed class SecurityOptions
{
    /// <summary>Whether the Orleans Dashboard answers requests from other machines; it has no authentication of its own. Default: false.</summary>
    public bool RemoteDashboard { get; set; }
}
