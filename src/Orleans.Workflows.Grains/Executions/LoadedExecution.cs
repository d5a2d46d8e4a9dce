using Workflows.Core;
using Workflows.Core.State;
using Workflows.Journal.Reading;

namespace Workflows.Grains.Executions;

/// <summary>An execution as the journal has it, and who looks after it.</summary>
/// <param name="Program">The version it is pinned to.</param>
/// <param name="Incarnation">Tells it from a deleted execution of the same id.</param>
/// <param name="State">The folded state.</param>
/// <param name="SummaryStatus">The status in the summary.</param>
/// <param name="Owner">The owner in the summary; null for none.</param>
/// <param name="WakeAt">The wake time in the summary, when it was last written or read.</param>
internal sealed record LoadedExecution(
    WorkflowProgram Program,
    Guid Incarnation,
    ExecutionState State,
    ExecutionStatus SummaryStatus,
    string? Owner,
    DateTimeOffset? WakeAt
);
