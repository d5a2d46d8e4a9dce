using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Workflows.Grains.Tests.Support;

/// <summary>Writes errors to the output of the tests.</summary>
internal sealed class TestLog : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new CategoryLog(categoryName);

    public void Dispose() { }

    private sealed class CategoryLog(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
                Console.Error.WriteLine($"{logLevel} {category}: {formatter(state, exception)} {exception}");
        }
    }
}
