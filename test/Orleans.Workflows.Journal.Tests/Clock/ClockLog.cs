using Microsoft.Extensions.Logging;
using Workflows.Journal.Clock;

namespace Workflows.Journal.Tests.Clock;

/// <summary>What the clock logs, as text.</summary>
internal sealed class ClockLog : ILogger<DatabaseClock>
{
    public List<(LogLevel Level, string Text)> Messages { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => Messages.Add((logLevel, formatter(state, exception)));
}
