using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Grains.Tasks;
using Workflows.Language.Data;

namespace Workflows.Benchmarks.Workloads;

/// <summary>One execution that goes round and round: whether its steps get slower as its history grows.</summary>
internal sealed class LongLoop : IWorkload
{
    private const int DefaultTasks = 20_000;
    private const int Part = 1_000;

    private readonly List<long> moments = [];
    private int tasks;

    /// <inheritdoc/>
    public string Name => "long";

    /// <inheritdoc/>
    public string Description =>
        "one execution that loops over a Task and a Choice (--count Tasks, default 20,000): the last 1,000 beside the first";

    /// <inheritdoc/>
    public TimeSpan HardLimit => TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public async Task RunAsync(WorkloadRun run)
    {
        tasks = Math.Max(run.Line.Count ?? DefaultTasks, 3 * Part);
        await using var engine = await run.StartEngineAsync(services => services.AddTaskHandler("loop.count", (_, _) => Count()));
        var workflow = await Workflow.RegisterAsync(engine.Services, Document(tasks));
        var table = run.Results.Table(
            new("tasks", "tasks"),
            new("seconds", "seconds", 2),
            new("stepsPerSecond", "steps/s", 1),
            new("firstThousandMs", "first 1,000 ms", 1),
            new("lastThousandMs", "last 1,000 ms", 1),
            new("lastOfFirst", "last/first", 2)
        );

        // The first thousand would pay for the compiler otherwise.
        run.Progress.Show(0, "warming up");
        var warmUp = await Workflow.RegisterAsync(engine.Services, Document(3 * Part, "warm_up"));
        await warmUp.RunAsync(JsonData.EmptyObject);
        moments.Clear();

        var end = workflow.RunAsync(JsonData.EmptyObject);
        while (!end.IsCompleted)
            await run.WaitAsync(TimeSpan.FromSeconds(1), $"{moments.Count} of {tasks} Tasks", end);
        await end;
        var seconds = Stopwatch.GetElapsedTime(moments[0], moments[^1]).TotalSeconds;
        var (first, last) = (Milliseconds(0), Milliseconds(moments.Count - 1 - Part));
        table.Add(moments.Count, seconds, moments.Count / seconds, first, last, last / first);
    }

    // One execution has one Task at a time, so that nothing here runs at once.
    private ValueTask<JsonData> Count()
    {
        moments.Add(Stopwatch.GetTimestamp());
        return ValueTask.FromResult(
            JsonData.FromTrustedUtf8(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{moments.Count}}}""")))
        );
    }

    private double Milliseconds(int from) => Stopwatch.GetElapsedTime(moments[from], moments[from + Part]).TotalMilliseconds;

    private static string Document(int tasks, string name = "long_loop") =>
        $$"""
            name: {{name}}
            version: 1
            startAt: count
            states:
              count: { type: Task, resource: loop.count, next: enough }
              enough:
                type: Choice
                choices: [{ condition: { variable: $.n, lessThan: {{tasks}} }, next: count }]
                default: done
              done: { type: Success }
            """;
}
