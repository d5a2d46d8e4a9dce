using Orleans.Dashboard;

namespace Workflows.Server.Startup;

/// <summary>The engine behind the endpoints: a silo in this process, with the dashboard on it.</summary>
public static class Engine
{
    /// <summary>Registers it as the settings say.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static void Add(WebApplicationBuilder builder, ServerSettings settings)
    {
        builder.UseOrleans(silo => silo.AddDashboard(dashboard => dashboard.HideTrace = true));
    }
}
