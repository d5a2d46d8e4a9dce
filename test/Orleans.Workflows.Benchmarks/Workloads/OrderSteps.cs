using System.Globalization;
using System.Text;
using Workflows.Benchmarks.Handlers;
using Workflows.Language.Data;

namespace Workflows.Benchmarks.Workloads;

/// <summary>The workflow of <c>order10</c>: ten Task steps one after the other, an instant handler, about 200 bytes of JSON at each.</summary>
internal sealed class OrderSteps
{
    private readonly Workflow workflow;

    private OrderSteps(Workflow workflow) => this.workflow = workflow;

    /// <summary>The workflow's name.</summary>
    public const string Name = "order10";

    /// <summary>Task steps of one execution.</summary>
    public const int Steps = 10;

    /// <summary>What goes in, and what every handler answers.</summary>
    public static readonly JsonData Order = JsonData.FromTrustedUtf8(
        """{"orderId":"A-1001","customer":{"id":42,"name":"Ada Able","mail":"ada@example.org"},"items":[{"sku":"kettle","quantity":2,"price":24.95},{"sku":"teapot","quantity":1,"price":39.00}],"total":88.90}"""u8.ToArray()
    );

    /// <summary>The handler of every step.</summary>
    public static readonly TaskHandler Handler = new("order10.step", (_, _) => Order);

    /// <summary>Registers the definition.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static async Task<OrderSteps> CreateAsync(WorkloadRun run, EngineHost engine) =>
        new(await Workflow.RegisterAsync(engine, Document(run.Handlers.ResourceOf(Handler))));

    /// <summary>Starts one execution and waits until it has ended.</summary>
    /// <exception cref="InvalidOperationException">It did not end.</exception>
    public Task RunOneAsync() => workflow.RunAsync(Order);

    /// <summary>The document.</summary>
    /// <param name="resource">Who is asked in every step.</param>
    public static string Document(string resource)
    {
        var text = new StringBuilder($"name: {Name}\nversion: 1\nstartAt: step1\nstates:\n");
        for (var step = 1; step <= Steps; step++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"  step{step}: {{ type: Task, resource: '{resource}', {(step == Steps ? "end: true" : $"next: step{step + 1}")} }}\n"
            );
        return text.ToString();
    }
}
