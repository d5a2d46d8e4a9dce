using Workflows.Grains.Retention;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tasks.Http;

namespace Workflows.Hosting.Options;

/// <summary>Everything that can be set. The host's configuration has a section for each property: <c>Storage</c>, <c>Silo</c>, <c>Mocks</c>, <c>Limits</c>, <c>Tasks</c>, <c>Retention</c>, <c>Http</c>.</summary>
public sealed class WorkflowsOptions
{
    /// <summary>Where everything is kept.</summary>
    public StorageOptions Storage { get; set; } = new();

    /// <summary>The Orleans silo.</summary>
    public WorkflowSiloOptions Silo { get; set; } = new();

    /// <summary>Answers for resources without a handler.</summary>
    public MockOptions Mocks { get; set; } = new();

    /// <summary>What one execution may use, and how many a silo takes.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary>How much work one silo does at the same time.</summary>
    public TaskOptions Tasks { get; set; } = new();

    /// <summary>For how long executions are kept after their end.</summary>
    public RetentionOptions Retention { get; set; } = new();

    /// <summary>Where tasks may send HTTP requests to.</summary>
    public HttpTaskOptions Http { get; set; } = new();
}
