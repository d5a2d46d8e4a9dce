using System.Collections.Immutable;
using System.Diagnostics;
using Workflows.Benchmarks.Measuring;
using Workflows.Core;
using Workflows.Core.Commands;
using Workflows.Core.Encoding;
using Workflows.Core.State;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Reading;

namespace Workflows.Benchmarks.Workloads;

/// <summary>The transitions of <c>order10</c> in memory: the core decides and folds, on one thread, and nobody writes.</summary>
internal sealed class CoreAlone : IWorkload
{
    private const int ExecutionsBetweenLooks = 100;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly DecisionContext Context = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new NoEntropy());

    /// <inheritdoc/>
    public string Name => "core";

    /// <inheritdoc/>
    public string Description =>
        "the transitions of order10 in memory, decide + fold on one thread, no journal; and with their rows encoded";

    /// <inheritdoc/>
    public TimeSpan HardLimit => TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public bool NeedsStore => false;

    /// <inheritdoc/>
    public bool RunsExecutions => false;

    /// <inheritdoc/>
    public bool HasHandlers => false;

    /// <inheritdoc/>
    public async Task RunAsync(WorkloadRun run)
    {
        var program = Compile();
        var table = run.Results.Table(
            new("measured", "measured"),
            new("transitionsPerSecond", "transitions/s"),
            new("nanosecondsPerTransition", "ns each"),
            new("bytesPerTransition", "bytes each")
        );
        foreach (var isEncoding in new[] { false, true })
        {
            run.Progress.Show(isEncoding ? 0.5 : 0, "core");
            var result = await Task.Run(() =>
            {
                Measure(program, isEncoding, WarmUp, run.Stop);
                return Measure(program, isEncoding, run.Line.Duration, run.Stop);
            });
            table.Add(isEncoding ? "encoded" : "decided", result.PerSecond, 1e9 / result.PerSecond, result.BytesEach);
        }
    }

    private static (double PerSecond, double BytesEach) Measure(
        WorkflowProgram program,
        bool isEncoding,
        TimeSpan duration,
        CancellationToken stop
    )
    {
        var transitions = 0L;
        var began = Stopwatch.GetTimestamp();
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            stop.ThrowIfCancellationRequested();
            for (var execution = 0; execution < ExecutionsBetweenLooks; execution++)
                transitions += RunOne(program, isEncoding);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        return (transitions / Stopwatch.GetElapsedTime(began).TotalSeconds, (double)allocated / transitions);
    }

    /// <summary>Runs one execution; how many transitions it took.</summary>
    private static int RunOne(WorkflowProgram program, bool isEncoding)
    {
        var start = new StartExecution(
            "x",
            OrderSteps.Order,
            RequestHash: "hash",
            ImmutableSortedDictionary<string, string>.Empty,
            Timeout: null,
            Parent: null
        );
        var state = Decide(program, ExecutionState.NotStarted, start, isEncoding);
        for (var step = 1; step <= OrderSteps.Steps; step++)
            state = Decide(program, state, new CompleteTask(step, Attempt: 1, OrderSteps.Order), isEncoding);
        return state.Status == ExecutionStatus.Succeeded
            ? OrderSteps.Steps + 1
            : throw new InvalidOperationException($"The execution ended {state.Status}.");
    }

    private static ExecutionState Decide(WorkflowProgram program, ExecutionState state, Command command, bool isEncoding)
    {
        var decision = Interpreter.Decide(program, state, command, Context);
        if (isEncoding)
            EventCodec.Encode(decision.Events);
        return decision.State;
    }

    private static WorkflowProgram Compile()
    {
        var read = DefinitionReader.Read(
            System.Text.Encoding.UTF8.GetBytes(OrderSteps.Document(OrderSteps.Handler.Name)),
            DocumentFormat.Yaml,
            new DefinitionLimits()
        );
        var definition = read.Definition ?? throw new InvalidOperationException(string.Join("; ", read.Problems));
        return new WorkflowProgram(OrderSteps.Name, "1", definition, ExecutionLimits.For(definition.Spelling));
    }

    /// <summary>Nothing in these steps is left to chance.</summary>
    private sealed class NoEntropy : Entropy
    {
        public override double NextDouble() => 0;

        public override Guid NextGuid() => Guid.Empty;
    }
}
