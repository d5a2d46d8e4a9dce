using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workflows.Journal.Appending;

namespace Workflows.Journal.Tests.Appending;

internal sealed class RecordingLogger : ILogger<GroupCommitJournal>
{
    public ConcurrentQueue<EventId> Events { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Events.Enqueue(eventId);
}
