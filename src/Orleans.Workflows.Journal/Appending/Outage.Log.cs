using Microsoft.Extensions.Logging;

namespace Workflows.Journal.Appending;

internal sealed partial class Outage
{
    [LoggerMessage(1, LogLevel.Error, "The journal cannot write; what is queued waits and is repeated until the database is back.")]
    private partial void LogAway(Exception exception);

    [LoggerMessage(2, LogLevel.Information, "The journal writes again after {Seconds:F1} s.")]
    private partial void LogBack(double seconds);
}
