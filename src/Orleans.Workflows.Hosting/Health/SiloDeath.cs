using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Workflows.Hosting.Health;

/// <summary>
/// Ends the process when its silo can no longer be part of the cluster, with one sentence on the standard error and exit code 1; Orleans by itself aborts it with a
/// stack trace and a memory dump. Nothing is drained: other silos have taken over by then, and what was acknowledged is in the journal.
/// </summary>
internal sealed partial class SiloDeath(ILogger<SiloDeath> logger) : IFatalErrorHandler
{
    private const int ExitCode = 1;

    private const string DeclaredDead =
        "This silo was declared dead by the other silos of its cluster: its process or its clock stood still, or its network was cut, for longer than they wait. "
        + "They go on with its executions. Start it again.";

    private int isEnding;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => true;

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        // Several loops may find out at once.
        if (Interlocked.Exchange(ref isEnding, 1) != 0)
            return;
        LogEnd(logger, exception, context ?? "");
        Console.Error.WriteLine(SentenceFor(exception));
        Environment.Exit(ExitCode);
    }

    /// <summary>What is said at the end. Orleans gives an exception with every other fatal error than the verdict of the cluster.</summary>
    internal static string SentenceFor(Exception? exception) =>
        exception is null
            ? DeclaredDead
            : $"This silo cannot go on: {exception.Message.Split('\n')[0].TrimEnd()} The log says more. Start it again.";
}
