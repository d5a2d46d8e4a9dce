using Orleans.Dashboard;
using Workflows.Hosting;
using Workflows.Hosting.Options;
using Workflows.Server.Requests;

namespace Workflows.Server.Startup;

/// <summary>The engine behind the endpoints: a silo in this process, with the dashboard on it.</summary>
public static class Engine
{
    /// <summary>The sections of the configuration that are the engine's.</summary>
    public static readonly IReadOnlyList<string> Sections = ["Storage", "Silo", "Mocks", "Limits", "Tasks", "Retention", "Http"];

    /// <summary>Registers it as the settings say.</summary>
    /// <exception cref="SettingException">A setting is unknown or of the wrong type.</exception>
    /// <exception cref="WrongSettingException">A setting has a value that it cannot have.</exception>
    public static void Add(WebApplicationBuilder builder)
    {
        CheckSettings(builder.Configuration);
        builder.AddOrleansWorkflows(options =>
        {
            options.Tasks.PublicUrl ??= ListenUrls.Read(builder.Configuration).Reachable;
            builder.Services.AddSingleton(new RequestLimits(options.Limits.MaxPayloadBytes));
        });
        // The trace streams the log of the process to whoever looks.
        builder.UseOrleans(silo => silo.AddDashboard(dashboard => dashboard.HideTrace = true));
    }

    private static void CheckSettings(ConfigurationManager configuration)
    {
        var options = new WorkflowsOptions();
        SettingsBinder.Bind(configuration, "Storage", options.Storage);
        SettingsBinder.Bind(configuration, "Silo", options.Silo);
        SettingsBinder.Bind(configuration, "Mocks", options.Mocks);
        SettingsBinder.Bind(configuration, "Limits", options.Limits);
        SettingsBinder.Bind(configuration, "Tasks", options.Tasks);
        SettingsBinder.Bind(configuration, "Retention", options.Retention);
        SettingsBinder.Bind(configuration, "Http", options.Http);
    }
}
