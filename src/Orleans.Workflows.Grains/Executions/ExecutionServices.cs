using Microsoft.Extensions.Logging;
using Workflows.Grains.Definitions;
using Workflows.Grains.Timers;
using Workflows.Journal;
using Workflows.Journal.Queues;
using Workflows.Language.Expressions;

namespace Workflows.Grains.Executions;

/// <summary>What the executions of a silo share.</summary>
internal sealed record ExecutionServices(
    IJournal Journal,
    ExecutionLoader Loader,
    SnapshotStore Snapshots,
    WorkflowPrograms Programs,
    WorkStarter Starter,
    Relatives Relatives,
    ITaskQueues Queues,
    LiveExecutions Live,
    TimerHints Hints,
    SiloDrain Drain,
    Evaluations Evaluations,
    Entropy Entropy,
    TimeProvider Time,
    ILogger<ExecutionGrain> Logger
);
