namespace Workflows.Benchmarks.Workloads;

/// <summary>All workloads, in the order in which <c>all</c> runs them.</summary>
internal static class WorkloadCatalog
{
    /// <summary>The name that stands for all of them.</summary>
    public const string AllName = "all";

    /// <summary>The workloads. The ceiling comes before what is compared with it.</summary>
    public static readonly IReadOnlyList<IWorkload> All =
    [
        new CoreAlone(),
        new JournalCeiling(),
        new Order10(),
        new OrderExample(),
        new FanOuts(),
        new LongLoop(),
        new ColdStart(),
        new Sleepers(),
        new Lists(),
        new RetainedOrders(),
    ];

    /// <summary>The names, as a sentence lists them.</summary>
    public static string Names => string.Join(", ", All.Select(workload => workload.Name).Append(AllName));

    /// <summary>A workload; null when there is none of that name.</summary>
    public static IWorkload? Find(string name) => All.FirstOrDefault(workload => workload.Name == name);

    /// <summary>What a command line asks for.</summary>
    public static IReadOnlyList<IWorkload> Of(CommandLine line) =>
        line.Workload == AllName ? All
        : line.Ceiling && line.Workload != JournalCeiling.WorkloadName ? [new JournalCeiling(), Find(line.Workload)!]
        : [Find(line.Workload)!];
}
