using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workflows.Server.Documentation;
using Workflows.Server.Endpoints;
using Workflows.Server.Problems;
using Workflows.Server.Requests;
using Workflows.Server.Responses;
using Workflows.Server.Startup;

namespace Workflows.Server;

/// <summary>Puts the server together: settings, engine, pipeline, endpoints.</summary>
public static class ServerApplication
{
    /// <summary>Builds the server without starting it.</summary>
    /// <param name="args">The command line.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static WebApplication Create(string[] args) => Create(args, Engine.Add);

    /// <summary>Builds the server without starting it, in front of an engine of the caller's.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="addEngine">Registers what the endpoints ask: <c>IWorkflows</c>, <c>IExecutions</c>, <c>ITaskCompletions</c> and <c>IWorkerQueues</c>.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder> addEngine)
    {
        var builder = CreateBuilder(args);
        var settings = ServerSettings.Read(builder.Configuration, args);
        builder.WebHost.UseUrls([.. settings.Urls.Addresses.Select(address => address.ToString())]);
        addEngine(builder);
        AddServices(builder, settings);

        var app = builder.Build();
        UsePipeline(app, settings);
        MapEndpoints(app);
        return app;
    }

    /// <summary>Reads the settings beside the program, the environment and the command line. Relative paths inside them start from the caller's folder.</summary>
    /// <exception cref="SettingException">A file of settings cannot be read.</exception>
    internal static WebApplicationBuilder CreateBuilder(string[] args)
    {
        try
        {
            return WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or UnauthorizedAccessException)
        {
            throw SettingsFileFailure.Describe(unreadable);
        }
    }

    private static void LimitKestrel(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // Endpoints have limits of their own. Behind an answer of 413, Kestrel reads so much to the end; had it closed the connection at once,
        // a client that is still sending would see it break and no answer.
        kestrel.Limits.MaxRequestBodySize = RequestRules.MaxDiscardedBytes;
        kestrel.ConfigureEndpointDefaults(endpoint =>
            endpoint.Use(next =>
                connection => kestrel.ApplicationServices.GetRequiredService<OpenConnections>().ServeAsync(connection, next)
            )
        );
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    private static void AddServices(WebApplicationBuilder builder, ServerSettings settings)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel => LimitKestrel(kestrel));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(RequestLimits.Default);
        services.AddSingleton(settings.Urls);
        services.AddSingleton(settings.Server);
        services.AddSingleton<OpenConnections>().AddSingleton<ConcurrentRequests>().AddSingleton<WaitingRequests>();
        services.AddHostedService<Announcement>();
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddHealthChecks();
        services.AddSingleton<Readiness>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ServerJsonContext.Default);
            ServerJsonContext.Configure(json.SerializerOptions);
        });
        services.AddOpenApi(options => ApiDescription.Configure(options));
    }

    private static void UsePipeline(WebApplication app, ServerSettings settings)
    {
        var hosts = new AllowedHosts(settings.Server, settings.Urls);
        app.Use(OpenConnections.NoteUseAsync);
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => AnswerToStatus(context.HttpContext).ExecuteAsync(context.HttpContext));
        app.Use(
            (http, next) =>
            {
                http.Response.Headers.XContentTypeOptions = "nosniff";
                return next(http);
            }
        );
        app.Use(hosts.CheckAsync);
        app.Use(app.Services.GetRequiredService<ConcurrentRequests>().CheckAsync);
        app.UseRouting();
        app.Use((http, next) => LocalOnly.CheckAsync(http, next, settings.Security));
    }

    private static ProblemAnswer AnswerToStatus(HttpContext http) =>
        new(ProblemType.ForStatus(http.Response.StatusCode), AddressHelp.Of(http)) { Status = http.Response.StatusCode };

    private static void MapEndpoints(WebApplication app)
    {
        var api = app.MapGroup("").AddEndpointFilter<RouteGroupBuilder, StrictQueryFilter>();
        api.MapWorkflows();
        api.MapTestState();
        api.MapExecutions();
        api.MapExecutionHistory();
        api.MapExecutionEvents();
        api.MapTasks();
        api.MapTaskQueues();
        api.MapHealth();
        app.MapPages();
    }
}
