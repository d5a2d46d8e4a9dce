namespace Workflows.Server.Startup;

/// <summary>Everything that the configuration says: files, environment and command line, in this order.</summary>
public sealed class ServerSettings
{
    private ServerSettings(ListenUrls urls) => Urls = urls;

    /// <summary>Where the server listens.</summary>
    public ListenUrls Urls { get; }

    /// <summary>Settings of the HTTP side.</summary>
    public HttpOptions Http { get; } = new();

    /// <summary>Who may do what.</summary>
    public SecurityOptions Security { get; } = new();

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static ServerSettings Read(IConfiguration configuration, string[] args)
    {
        SettingsBinder.RefuseUnknownArguments(args, ["Http", "Security", .. Engine.Sections]);
        var settings = new ServerSettings(ListenUrls.Read(configuration));
        SettingsBinder.Bind(configuration, "Http", settings.Http);
        SettingsBinder.Bind(configuration, "Security", settings.Security);
        return settings;
    }
}
