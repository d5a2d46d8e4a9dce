using Workflows.Language.Data;

namespace Workflows.Language.Model;

/// <summary>How the delay of a retry is drawn.</summary>
public enum Jitter
{
    /// <summary>The delay itself.</summary>
    None = 0,

    /// <summary>Evenly between 0 and the delay.</summary>
    Full,
}

/// <summary>When and how often a failed state is tried again. ASL: "Retrying after Error".</summary>
public sealed record Retrier
{
    /// <summary>The errors it answers for, with reserved names written out.</summary>
    public required ErrorMatcher Errors { get; init; }

    /// <summary>How many retries this retrier may start. (Native <c>maxAttempts: n</c> counts all attempts: n − 1 retries.)</summary>
    public int MaxRetries { get; init; } = 2;

    /// <summary>Delay before the first retry.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>By what the delay grows with each retry; at least 1.</summary>
    public double BackoffMultiplier { get; init; } = 2;

    /// <summary>The longest delay; null for none.</summary>
    public TimeSpan? MaxInterval { get; init; }

    /// <summary>How the delay is drawn.</summary>
    public Jitter Jitter { get; init; }
}

/// <summary>Where a failed state goes on. ASL: "Fallback States".</summary>
public sealed record Catcher
{
    /// <summary>The errors it answers for.</summary>
    public required ErrorMatcher Errors { get; init; }

    /// <summary>Where it leads.</summary>
    public required string Next { get; init; }

    /// <summary>
    /// Where the error goes; it sees the raw input. Null: native default, <c>$.error</c> of an object, else <c>{"error": …}</c>.
    /// </summary>
    public ResultPlacement? ResultPath { get; init; }

    /// <summary>Shapes what goes on; null for none.</summary>
    public Expressions.Template? Output { get; init; }

    /// <summary>Sets variables; null for none.</summary>
    public Expressions.Template? Assign { get; init; }
}

/// <summary>A set of error names that retriers and catchers match.</summary>
/// <param name="Names">The names, reserved ones written out in full.</param>
public sealed record ErrorMatcher(IReadOnlyList<string> Names)
{
    /// <summary>Whether an error is in the set.</summary>
    /// <param name="error">The name of the error.</param>
    /// <remarks>
    /// ASL: "Errors". <c>States.ALL</c> does not match <c>States.Runtime</c> and, in native documents, <c>States.DataLimitExceeded</c>;
    /// <c>States.TaskFailed</c> matches every error of a task but <c>States.Timeout</c>. In ASL documents nothing matches
    /// <c>States.Runtime</c>, not even its own name: AWS always ends the execution.
    /// Ours: <c>Http.4xx</c> matches <c>Http.400</c> to <c>Http.499</c>, and so on.
    /// </remarks>
    public bool Matches(string error, bool isTask, Spelling spelling)
    {
        var isAsl = spelling == Spelling.Asl;
        if (isAsl && error == ErrorNames.Runtime)
            return false;
        foreach (var name in Names)
        {
            var matches = name switch
            {
                ErrorNames.All => error != ErrorNames.Runtime && (isAsl || error != ErrorNames.DataLimitExceeded),
                ErrorNames.TaskFailed => isTask && error is not (ErrorNames.Timeout or ErrorNames.Runtime or ErrorNames.DataLimitExceeded),
                _ => IsStatusClass(name, error),
            };
            if (matches || string.Equals(name, error, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool IsStatusClass(string name, string error) =>
        name is ['H', 't', 't', 'p', '.', >= '1' and <= '5', 'x', 'x']
        && error.Length == name.Length
        && error.StartsWith(name[..6], StringComparison.Ordinal)
        && char.IsAsciiDigit(error[6])
        && char.IsAsciiDigit(error[7]);
}

/// <summary>What undoes a task when the execution fails later.</summary>
public sealed record Compensation
{
    /// <summary>
    /// The task that undoes it: who, with which input (null for <c>{input, output}</c> of the task that is undone, which is also what the
    /// input's template sees as <c>$</c>), retriers and timeout.
    /// </summary>
    public required TaskState Task { get; init; }

    /// <summary>True for <c>when: started</c>: attempts with an unknown outcome are undone too.</summary>
    public bool CoversStarted { get; init; }
}
