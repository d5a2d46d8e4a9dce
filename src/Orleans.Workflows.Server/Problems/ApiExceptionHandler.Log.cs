namespace Workflows.Server.Problems;

public sealed partial class ApiExceptionHandler
{
    [LoggerMessage(3, LogLevel.Error, "{Method} {Path} failed.")]
    private partial void LogFailed(string method, PathString path, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "{Method} {Path} could not be answered: something it needs is away.")]
    private partial void LogUnavailable(string method, PathString path, Exception exception);
}
