using Microsoft.Extensions.Logging;

namespace Workflows.Grains.Timers;

internal sealed partial class LeaseKeeper
{
    [LoggerMessage(
        2211,
        LogLevel.Warning,
        "The leases of this silo's executions could not be renewed; it is tried again before they run out."
    )]
    private static partial void LogNotRenewed(ILogger logger, Exception exception);
}
