namespace Workflows.Server.Startup;

public static partial class ServerProcess
{
    [LoggerMessage(
        10,
        LogLevel.Information,
        "Starting version {Version}: it opens {Storage}, makes or updates the tables, and then listens on {Urls}."
    )]
    private static partial void LogStarting(ILogger logger, string version, string storage, string urls);
}
