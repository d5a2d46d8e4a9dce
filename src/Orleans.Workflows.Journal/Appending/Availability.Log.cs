using Microsoft.Extensions.Logging;

namespace Workflows.Journal.Appending;

internal sealed partial class Availability
{
    [LoggerMessage(1, LogLevel.Error, "The journal cannot write; what is queued waits and is repeated until the database is back.")]
    private partial void LogFailing(Exception exception);

    [LoggerMessage(2, LogLevel.Information, "The journal writes again after {Seconds:F1} s.")]
    private partial void LogRecovered(double seconds);

    [LoggerMessage(4, LogLevel.Error, "The database is damaged; no execution is started any more until the server is started again.")]
    private partial void LogDamaged(Exception exception);

    [LoggerMessage(5, LogLevel.Error, "The database does not answer; no execution is started until it does.")]
    private partial void LogSilent();

    [LoggerMessage(6, LogLevel.Information, "The database answers again.")]
    private partial void LogAnswers();
}
