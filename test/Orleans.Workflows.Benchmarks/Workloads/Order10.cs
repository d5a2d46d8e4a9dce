using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tasks;
using Workflows.Journal;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Benchmarks.Workloads;

/// <summary>Ten Task steps one after the other, an instant handler, about 200 bytes of JSON at each.</summary>
internal sealed class Order10(IExecutions executions) : IWorkload
{
    private const string Name = "order10";
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(2);

    private static readonly JsonData Order = JsonData.FromTrustedUtf8(
        """{"orderId":"A-1001","customer":{"id":42,"name":"Ada Able","mail":"ada@example.org"},"items":[{"sku":"kettle","quantity":2,"price":24.95},{"sku":"teapot","quantity":1,"price":39.00}],"total":88.90}"""u8.ToArray()
    );

    /// <inheritdoc/>
    public int Steps => 10;

    /// <summary>Adds the handler.</summary>
    public static void AddHandlers(IServiceCollection services) =>
        services.AddTaskHandler("order10.step", (_, _) => ValueTask.FromResult(Order));

    /// <summary>Registers the definition.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static async Task<Order10> CreateAsync(IServiceProvider services)
    {
        var request = new RegisterRequest(Encoding.UTF8.GetBytes(Definition()), DocumentFormat.Yaml, Name: null, Version: null);
        var result = await services.GetRequiredService<IWorkflows>().RegisterAsync(request);
        if (result.Outcome is not (RegisterOutcome.Created or RegisterOutcome.Unchanged))
            throw new InvalidOperationException(
                "The definition was refused: " + string.Join("; ", result.Problems.Select(problem => problem.Message))
            );
        return new Order10(services.GetRequiredService<IExecutions>());
    }

    /// <inheritdoc/>
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
        for (var step = 1; step <= 10; step++)
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"  step{step}: {{ type: Task, resource: order10.step, {(step == 10 ? "end: true" : $"next: step{step + 1}")} }}\n"
            );
        return text.ToString();
    }
}
