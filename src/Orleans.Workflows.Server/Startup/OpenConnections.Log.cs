namespace Workflows.Server.Startup;

public sealed partial class OpenConnections
{
    [LoggerMessage(
        20,
        LogLevel.Warning,
        "All {Max} connections (Server:MaxConnections) have a request under way: further connections are closed at once."
    )]
    private partial void LogAllInUse(int max);
}
