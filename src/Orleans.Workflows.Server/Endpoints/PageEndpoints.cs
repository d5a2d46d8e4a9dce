using Orleans.Dashboard;
using Scalar.AspNetCore;

namespace Workflows.Server.Endpoints;

/// <summary>The pages for people: the API's reference and the Orleans Dashboard. None of them loads anything from elsewhere.</summary>
public static class PageEndpoints
{
    /// <summary>Where the OpenAPI document is.</summary>
    public const string OpenApi = "/openapi/v1.json";

    /// <summary>Where the API's reference page is.</summary>
    public const string Docs = "/docs";

    /// <summary>Where the Orleans Dashboard is.</summary>
    public const string Dashboard = "/dashboard";

    /// <summary>Maps the endpoints.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.Redirect(Docs)).ExcludeFromDescription();
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapScalarApiReference(
            Docs,
            page =>
            {
                page.Title = "Orleans.Workflows API";
                page.OpenApiRoutePattern = OpenApi;
                page.DefaultFonts = false;
                page.Telemetry = false;
                page.Agent = new ScalarAgentOptions { Disabled = true };
                page.Mcp = new ScalarMcpOptions { Disabled = true };
            }
        );
        // An engine that is no silo of this process has nothing to show.
        if (routes.ServiceProvider.GetService<IGrainFactory>() is not null)
            routes.MapOrleansDashboard(Dashboard).WithMetadata(new LocalOnly()).ExcludeFromDescription();
    }
}
