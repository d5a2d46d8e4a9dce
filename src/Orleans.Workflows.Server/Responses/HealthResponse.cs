using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Workflows.Server.Responses;

/// <summary>Whether the process lives, or takes work.</summary>
public sealed record HealthResponse
{
    /// <summary>The worst of all checks.</summary>
    public required HealthStatus Status { get; init; }

    /// <summary>What is wrong, by the name of the check; absent when nothing is.</summary>
    public IReadOnlyDictionary<string, string>? Problems { get; init; }
}
