namespace Workflows.Server.Startup;

/// <summary>Everything that the configuration says: files, environment and command line, in this order.</summary>
public sealed class ServerSettings
{
    /// <summary>The sections of the configuration that the server reads.</summary>
    public static readonly IReadOnlyList<string> Sections = ["Server", "Security", .. Engine.Sections];

    private ServerSettings(ListenUrls urls) => Urls = urls;

    /// <summary>Where the server listens.</summary>
    public ListenUrls Urls { get; }

    /// <summary>How the server is reached.</summary>
    public ServerOptions Server { get; } = new();

    /// <summary>Who may do what.</summary>
    public SecurityOptions Security { get; } = new();

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static ServerSettings Read(IConfiguration configuration, string[] args)
    {
        SettingsBinder.RefuseUnknownArguments(args, Sections);
        SettingsBinder.RequireLogLevels(configuration);
        CertificateFiles.Require(configuration);
        var settings = new ServerSettings(ListenUrls.Read(configuration));
        SettingsBinder.Bind(configuration, "Server", settings.Server);
        SettingsBinder.Bind(configuration, "Security", settings.Security);
        RequireAtLeastOne(settings.Server.MaxConcurrentRequests, "Server:MaxConcurrentRequests");
        RequireAtLeastOne(settings.Server.MaxWaitingRequests, "Server:MaxWaitingRequests");
        RequireAtLeastOne(settings.Server.MaxConnections, "Server:MaxConnections");
        return settings;
    }

    private static void RequireAtLeastOne(int value, string name)
    {
        if (value < 1)
            throw new SettingException($"{name} must be at least 1, not {value}.");
    }
}
