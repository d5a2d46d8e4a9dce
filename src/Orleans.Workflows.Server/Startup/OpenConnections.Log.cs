namespace Workflows.Server.Startup;

public sealed partial class OpenConnections
{
    [LoggerMessage(
        20,
        LogLevel.Warning,
        "All {Max} connections (Server:MaxConnections) have a request under way: further connections are closed at once."
    )]
    private partial void LogAllInUse(int max);

    [LoggerMessage(
        21,
        LogLevel.Information,
        "The process may have {Files} files open (ulimit -n): at most {Max} connections are served at a time, not {Setting} (Server:MaxConnections)."
    )]
    private partial void LogFewFiles(int files, int max, int setting);
}
