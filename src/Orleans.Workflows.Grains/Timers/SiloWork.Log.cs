using Microsoft.Extensions.Logging;

namespace Workflows.Grains.Timers;

internal sealed partial class SiloWork
{
    [LoggerMessage(2231, LogLevel.Warning, "Timer shard {Shard} did not answer; its reminder brings it back.")]
    private static partial void LogNotRevived(ILogger logger, Exception exception, int shard);
}
