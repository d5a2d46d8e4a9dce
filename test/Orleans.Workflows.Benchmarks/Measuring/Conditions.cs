namespace Workflows.Benchmarks.Measuring;

/// <summary>Under what a workload is measured.</summary>
/// <param name="Store">The database; null where there is none.</param>
/// <param name="IsHttp">Whether executions are started and awaited through REST.</param>
/// <param name="Handlers">Where handlers run; null where the workload has none of its own.</param>
internal sealed record Conditions(string? Store, bool IsHttp, string? Handlers)
{
    /// <inheritdoc/>
    public override string ToString() =>
        (Store is null ? "" : $" on {Store}")
        + (IsHttp ? ", through REST" : "")
        + (Handlers is "http" ? ", handlers in another process" : "");
}
