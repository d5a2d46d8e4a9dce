using Xunit;

namespace Workflows.Testing.Postgres;

/// <summary>
/// A fact that needs PostgreSQL. Where none can be had it is skipped with the reason; with <c>CI=true</c> it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    /// <summary>Skips where there is no server.</summary>
    public PostgresFactAttribute() => Skip = PostgresRequirement.ReasonToSkip;
}

/// <summary>
/// A theory that needs PostgreSQL. Where none can be had it is skipped with the reason; with <c>CI=true</c> it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips where there is no server.</summary>
    public PostgresTheoryAttribute() => Skip = PostgresRequirement.ReasonToSkip;
}

internal static class PostgresRequirement
{
    public static string? ReasonToSkip => Environment.GetEnvironmentVariable("CI") == "true" ? null : PostgresServer.Unavailable;
}
