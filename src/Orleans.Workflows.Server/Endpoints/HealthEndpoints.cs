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
            .Describe(
                "isReady",
                "Does the server take work?",
                "Whether the database takes writes and the silo is active; answers within two seconds."
            )
            .Answers<HealthResponse>(200, "It takes work.", Examples.Health)
            .Answers<HealthResponse>(503, "It does not, for the moment.");
    }

    private static async Task<IResult> AskAsync(Readiness readiness, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Answer(HealthStatus.Unhealthy, new Dictionary<string, string> { ["server"] = "The server is stopping." });

        var (status, problems) = await readiness.AskAsync(cancellation);
        return Answer(status, problems.Count == 0 ? null : problems);
    }

    private static IResult Answer(HealthStatus status, IReadOnlyDictionary<string, string>? problems) =>
        Results.Json(
            new HealthResponse { Status = status, Problems = problems },
            ServerJsonContext.Answers.HealthResponse,
            statusCode: status == HealthStatus.Unhealthy ? 503 : 200
        );
}
