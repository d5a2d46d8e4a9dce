namespace Workflows.Server.Problems;

public sealed partial class ApiExceptionHandler
{
    [LoggerMessage(LogEvents.RequestFailed, LogLevel.Error, "{Method} {Path} failed.")]
    private partial void LogFailed(string method, PathString path, Exception exception);

    [LoggerMessage(LogEvents.RequestUnavailable, LogLevel.Warning, "{Method} {Path} could not be answered: something it needs is away.")]
    private partial void LogUnavailable(string method, PathString path, Exception exception);
}
