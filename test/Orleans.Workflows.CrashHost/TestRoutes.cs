using Workflows.Core.Encoding;
using Workflows.Core.Events;
using Workflows.Core.History;
using Workflows.Grains.Contracts;
using Workflows.Journal.Reading;
using Workflows.Language.Documents;

namespace Workflows.CrashHost;

/// <summary>The routes by which the crash test drives this host.</summary>
internal static class TestRoutes
{
    private const int PageSize = 500;

    /// <summary>Maps them.</summary>
    public static void MapTestRoutes(this WebApplication app)
    {
        app.MapGet("/ready", () => Results.Ok());
        app.MapPost("/workflow", RegisterAsync);
        app.MapPost("/executions/{id}", StartAsync);
        app.MapGet("/executions/{id}", ReadHistoryAsync);
        app.MapGet("/count", CountAsync);
    }

    private static async Task<IResult> RegisterAsync(HttpRequest request, IWorkflows workflows)
    {
        using var document = new MemoryStream();
        await request.Body.CopyToAsync(document);
        var result = await workflows.RegisterAsync(new RegisterRequest(document.ToArray(), DocumentFormat.Yaml, Name: null, Version: null));
        return result.Outcome is RegisterOutcome.Created or RegisterOutcome.Unchanged
            ? Results.Ok()
            : Results.BadRequest(string.Join('\n', result.Problems.Select(problem => $"{problem.Position.Path}: {problem.Message}")));
    }

    private static async Task<IResult> StartAsync(string id, IExecutions executions)
    {
        var result = await executions.StartAsync(new StartRequest { Workflow = "crash", Id = id });
        return result.Outcome is StartOutcome.Created or StartOutcome.Existing ? Results.Ok() : Results.Problem(result.Outcome.ToString());
    }

    private static async Task<IResult> ReadHistoryAsync(string id, IExecutions executions) =>
        Results.Json((await executions.ReadHistoryAsync(id, after: 0, PageSize) ?? []).Select(Describe));

    private static async Task<IResult> CountAsync(IExecutions executions)
    {
        var all = await executions.ListAsync(new ExecutionQuery { Limit = PageSize });
        return Results.Json(new { total = all.Count, ended = all.Count(execution => execution.EndedAt is not null) });
    }

    private static object Describe(HistoryEvent entry) =>
        new
        {
            sequence = entry.Sequence,
            type = EventNames.Of(entry.Event.Kind),
            at = entry.Event.At,
            stepId = entry.StepId,
            attempt = (entry.Event as TaskScheduled)?.Attempt,
        };
}
