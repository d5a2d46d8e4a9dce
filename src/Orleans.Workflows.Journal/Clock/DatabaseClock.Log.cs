using Microsoft.Extensions.Logging;

namespace Workflows.Journal.Clock;

public sealed partial class DatabaseClock
{
    [LoggerMessage(
        40,
        LogLevel.Warning,
        "The clock of this machine is {Seconds:F1} s {AheadOrBehind} the database's clock. The engine uses the database's clock; correct this machine's, so that its logs can be compared."
    )]
    private partial void LogDifference(double seconds, string aheadOrBehind);

    [LoggerMessage(41, LogLevel.Information, "The clock of this machine agrees with the database's clock again.")]
    private partial void LogAgreement();

    [LoggerMessage(
        42,
        LogLevel.Warning,
        "The database's clock was set {ForwardOrBack} by {Seconds:F1} s, or this process did not run for so long. The engine follows the database's clock."
    )]
    private partial void LogSet(double seconds, string forwardOrBack);

    [LoggerMessage(43, LogLevel.Warning, "The database's clock cannot be read; the engine uses the last reading until it can.")]
    private partial void LogUnreadable(Exception exception);
}
