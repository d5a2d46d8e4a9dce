using System.Collections.Concurrent;

namespace Workflows.Testing.Mutations;

/// <summary>Collects what went wrong with mutations: each kind once, with the first text that shows it.</summary>
public sealed class Outcomes
{
    private readonly ConcurrentDictionary<string, (int Count, string Sample)> failures = new(StringComparer.Ordinal);

    /// <summary>Notes a failure.</summary>
    /// <param name="kind">What failures of the same cause have in common.</param>
    /// <param name="sample">What shows it.</param>
    public void Add(string kind, string sample) =>
        failures.AddOrUpdate(kind, (1, sample), static (_, known) => (known.Count + 1, known.Sample));

    /// <summary>Runs something; an exception is a failure.</summary>
    /// <param name="sample">What it is run with.</param>
    /// <param name="run">What is run.</param>
    public void Try(string sample, Action<string> run)
    {
        try
        {
            run(sample);
        }
        catch (Exception exception)
        {
            Add($"{exception.GetType().Name}: {exception.Message}\n{FirstLines(exception.StackTrace)}", sample);
        }
    }

    /// <summary>All failures, for a message; empty when there are none.</summary>
    public override string ToString() =>
        string.Join(
            "\n\n",
            failures
                .OrderByDescending(failure => failure.Value.Count)
                .Select(failure => $"{failure.Value.Count} × {failure.Key}\nfor example:\n{failure.Value.Sample}")
        );

    private static string FirstLines(string? trace) => string.Join('\n', (trace ?? "").Split('\n').Take(6));
}
