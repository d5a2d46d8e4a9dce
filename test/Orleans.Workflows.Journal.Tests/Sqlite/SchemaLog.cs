using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Workflows.Journal.Sqlite;

namespace Workflows.Journal.Tests.Sqlite;

/// <summary>Keeps the warnings of a start.</summary>
internal sealed class SchemaLog : ILogger<SqliteSchema>
{
    public ConcurrentQueue<string> Warnings { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (logLevel >= LogLevel.Warning)
            Warnings.Enqueue(formatter(state, exception));
    }
}
