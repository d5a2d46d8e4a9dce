using Microsoft.Extensions.Logging;

namespace Workflows.Journal.Appending;

internal sealed partial class Lane<TRequest, TResult>
{
    [LoggerMessage(3, LogLevel.Error, "The database refuses a write of the journal; it has been given back to its caller.")]
    private partial void LogRefused(Exception exception);
}
