using Microsoft.Extensions.Diagnostics.HealthChecks;
using Workflows.Server.Documentation;
using Workflows.Server.Responses;

namespace Workflows.Server.Endpoints;

/// <summary>The probes of whoever keeps the process running and sends it requests.</summary>
public static class HealthEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health
            .MapGet("/live", () => Answer(HealthStatus.Healthy, null))
            .Describe("isLive", "Does the process live?", "Answers as long as the process can answer at all.")
            .Answers<HealthResponse>(200, "It lives.", Examples.Health);
        health
            .MapGet("/ready", AskAsync)
            .Describe("isReady", "Does the server take work?", "Looks at the storage and the silo; no while the server starts or stops.")
            .Answers<HealthResponse>(200, "It takes work.", Examples.Health)
            .Answers<HealthResponse>(503, "It does not, for the moment.");
    }

    private static async Task<IResult> AskAsync(
        HealthCheckService checks,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellation
    )
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Answer(HealthStatus.Unhealthy, new Dictionary<string, string> { ["server"] = "The server is stopping." });

        var report = await checks.CheckHealthAsync(cancellation);
        var problems = report
            .Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .ToDictionary(entry => entry.Key, entry => entry.Value.Description ?? entry.Value.Status.ToString());
        return Answer(report.Status, problems.Count == 0 ? null : problems);
    }

    private static IResult Answer(HealthStatus status, IReadOnlyDictionary<string, string>? problems) =>
        Results.Json(
            new HealthResponse { Status = status, Problems = problems },
            ServerJsonContext.Answers.HealthResponse,
            statusCode: status == HealthStatus.Unhealthy ? 503 : 200
        );
}
