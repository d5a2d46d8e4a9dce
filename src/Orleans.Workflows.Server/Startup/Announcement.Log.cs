namespace Workflows.Server.Startup;

public sealed partial class Announcement
{
    [LoggerMessage(1, LogLevel.Information, "Listening: REST {Address}, API page {Docs}, dashboard {Dashboard}")]
    private partial void LogListening(string address, string docs, string dashboard);

    [LoggerMessage(
        5,
        LogLevel.Information,
        "The server stops: it answers the requests under way, and leaves its executions to the next start or to the other servers."
    )]
    private partial void LogStopping();

    [LoggerMessage(6, LogLevel.Information, "The server has stopped.")]
    private partial void LogStopped();

    [LoggerMessage(
        2,
        LogLevel.Warning,
        "The server listens beyond this machine and asks nobody who they are: let only those reach it who may do everything."
    )]
    private partial void LogNoAuthentication();
}
