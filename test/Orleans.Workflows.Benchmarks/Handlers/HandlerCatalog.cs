using Workflows.Benchmarks.Workloads;

namespace Workflows.Benchmarks.Handlers;

/// <summary>All handlers of all workloads.</summary>
internal static class HandlerCatalog
{
    /// <summary>The handlers.</summary>
    public static readonly IReadOnlyList<TaskHandler> All =
    [
        OrderSteps.Handler,
        FanOuts.Handler,
        LongLoop.Handler,
        ColdStart.Handler,
        Sleepers.Handler,
    ];
}
