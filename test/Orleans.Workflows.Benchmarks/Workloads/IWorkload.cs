namespace Workflows.Benchmarks.Workloads;

/// <summary>Something that is measured.</summary>
internal interface IWorkload
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>What it does, in one line.</summary>
    string Description { get; }

    /// <summary>How long it may take at the most, whatever the command line asks for.</summary>
    TimeSpan HardLimit { get; }

    /// <summary>Whether it needs a database.</summary>
    bool NeedsStore => true;

    /// <summary>Whether it measures executions, so that they can be started through REST.</summary>
    bool RunsExecutions => true;

    /// <summary>Whether its Tasks have handlers of ours, so that these can run in another process.</summary>
    bool HasHandlers => true;

    /// <summary>Runs it. Rows of its table appear meanwhile.</summary>
    /// <exception cref="InvalidOperationException">Something did not end as it should.</exception>
    Task RunAsync(WorkloadRun run);
}
