using System.Diagnostics;
using System.Globalization;
using System.Text;
using Workflows.Benchmarks.Handlers;
using Workflows.Language.Data;

namespace Workflows.Benchmarks.Workloads;

/// <summary>One execution that goes round and round: whether its steps get slower as its history grows.</summary>
internal sealed class LongLoop : IWorkload
{
    private const int DefaultTasks = 20_000;
    private const int Part = 1_000;
    private const int WarmUpTasks = 3 * Part;

    /// <summary>The handler that counts; it notes when it was called.</summary>
    public static readonly TaskHandler Handler = new(
        "loop.count",
        (input, notes) =>
        {
            notes.Add(Stopwatch.GetTimestamp());
            var number = input.Root.TryGetProperty("n", out var before) ? before.GetInt32() + 1 : 1;
            return JsonData.FromTrustedUtf8(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{number}}}""")));
        }
    );

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
        var tasks = Math.Max(run.Line.Count ?? DefaultTasks, WarmUpTasks);
        var resource = run.Handlers.ResourceOf(Handler);
        await using var engine = await run.StartEngineAsync();
        var workflow = await Workflow.RegisterAsync(engine, Document("long_loop", resource, tasks));
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
        var warmUp = await Workflow.RegisterAsync(engine, Document("warm_up", resource, WarmUpTasks));
        await warmUp.RunAsync(JsonData.EmptyObject);
        var before = await run.Handlers.CountNotesAsync(Handler, run.Stop);

        var end = workflow.RunAsync(JsonData.EmptyObject);
        while (!end.IsCompleted)
        {
            var count = await run.Handlers.CountNotesAsync(Handler, run.Stop) - before;
            await run.WaitAsync(TimeSpan.FromSeconds(1), $"{count} of {tasks} Tasks", end);
        }
        await end;
        var moments = (await run.Handlers.ReadNotesAsync(Handler, run.Stop)).Skip(before).ToArray();
        var seconds = Stopwatch.GetElapsedTime(moments[0], moments[^1]).TotalSeconds;
        var (first, last) = (MillisecondsOfPart(moments, 0), MillisecondsOfPart(moments, moments.Length - 1 - Part));
        table.Add(moments.Length, seconds, moments.Length / seconds, first, last, last / first);
    }

    private static double MillisecondsOfPart(long[] moments, int from) =>
        Stopwatch.GetElapsedTime(moments[from], moments[from + Part]).TotalMilliseconds;

    private static string Document(string name, string resource, int tasks) =>
        $$"""
            name: {{name}}
            version: 1
            startAt: count
            states:
              count: { type: Task, resource: '{{resource}}', next: enough }
              enough:
                type: Choice
                choices: [{ condition: { variable: $.n, lessThan: {{tasks}} }, next: count }]
                default: done
              done: { type: Success }
            """;
}
