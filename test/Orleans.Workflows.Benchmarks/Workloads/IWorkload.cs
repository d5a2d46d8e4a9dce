namespace Workflows.Benchmarks.Workloads;

/// <summary>What is run again and again.</summary>
internal interface IWorkload
{
    /// <summary>Task steps of one execution.</summary>
    int Steps { get; }

    /// <summary>Starts one execution and waits until it has ended.</summary>
    /// <exception cref="InvalidOperationException">It did not end as it should.</exception>
    Task RunOneAsync();
}
