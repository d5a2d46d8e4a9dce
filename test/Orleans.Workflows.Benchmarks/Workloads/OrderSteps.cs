using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tasks;
using Workflows.Journal;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Benchmarks.Workloads;

/// <summary>The workflow of <c>order10</c>: ten Task steps one after the other, an instant handler, about 200 bytes of JSON at each.</summary>
/// <param name="executions">The engine.</param>
internal sealed class OrderSteps(IExecutions executions)
{
    /// <summary>The workflow's name.</summary>
    public const string Name = "order10";

    /// <summary>Task steps of one execution.</summary>
    public const int Steps = 10;

    /// <summary>What goes in, and what every handler answers.</summary>
    public static readonly JsonData Order = JsonData.FromTrustedUtf8(
        """{"orderId":"A-1001","customer":{"id":42,"name":"Ada Able","mail":"ada@example.org"},"items":[{"sku":"kettle","quantity":2,"price":24.95},{"sku":"teapot","quantity":1,"price":39.00}],"total":88.90}"""u8.ToArray()
    );

    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(2);

    /// <summary>The document.</summary>
    public static byte[] Document { get; } = Encoding.UTF8.GetBytes(Definition());

    /// <summary>Adds the handler.</summary>
    public static void AddHandlers(IServiceCollection services) =>
        services.AddTaskHandler("order10.step", (_, _) => ValueTask.FromResult(Order));

    /// <summary>Registers the definition.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static async Task<OrderSteps> CreateAsync(IServiceProvider services)
    {
        var request = new RegisterRequest(Document, DocumentFormat.Yaml, Name: null, Version: null);
        var result = await services.GetRequiredService<IWorkflows>().RegisterAsync(request);
        if (result.Outcome is not (RegisterOutcome.Created or RegisterOutcome.Unchanged))
            throw new InvalidOperationException(
                "The definition was refused: " + string.Join("; ", result.Problems.Select(problem => problem.Message))
            );
        return new OrderSteps(services.GetRequiredService<IExecutions>());
    }

    /// <summary>Starts one execution and waits until it has ended.</summary>
    /// <exception cref="InvalidOperationException">It did not end.</exception>
    public async Task RunOneAsync()
    {
        var id = await StartAsync();
        if (!await executions.WaitForEndAsync(id, EndLimit))
            throw new InvalidOperationException($"{id} did not end within {EndLimit}.");
    }

    private async Task<string> StartAsync()
    {
        while (true)
        {
            try
            {
                var result = await executions.StartAsync(new StartRequest { Workflow = Name, Input = Order });
                return result is { Outcome: StartOutcome.Created, Id: { } id }
                    ? id
                    : throw new InvalidOperationException($"The start gave {result.Outcome}.");
            }
            catch (JournalOverloadedException overloaded)
            {
                await Task.Delay(overloaded.RetryAfter);
            }
        }
    }

    private static string Definition()
    {
        var text = new StringBuilder($"name: {Name}\nversion: 1\nstartAt: step1\nstates:\n");
        for (var step = 1; step <= Steps; step++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"  step{step}: {{ type: Task, resource: order10.step, {(step == Steps ? "end: true" : $"next: step{step + 1}")} }}\n"
            );
        return text.ToString();
    }
}
