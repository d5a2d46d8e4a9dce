using System.Collections.Immutable;
using Workflows.Core.Trials;
using Workflows.Language.Data;

namespace Workflows.Server.Responses;

/// <summary>What a state led to when it was tried. Nothing was stored, and nobody was asked.</summary>
public sealed record TestStateResponse
{
    /// <summary>Whether it is left, fails, would be tried again, or is left through a catcher.</summary>
    public required TrialStatus Status { get; init; }

    /// <summary>The data that go on.</summary>
    public JsonData? Output { get; init; }

    /// <summary>The error's name.</summary>
    public string? Error { get; init; }

    /// <summary>The error's cause.</summary>
    public string? Cause { get; init; }

    /// <summary>The state that follows.</summary>
    public string? Next { get; init; }

    /// <summary>The retrier that matches the error, also an exhausted one; counted from 0.</summary>
    public int? Retrier { get; init; }

    /// <summary>How many seconds the retrier waits, where it is tried again.</summary>
    public double? RetryAfterSeconds { get; init; }

    /// <summary>The catcher that answers for the error; counted from 0.</summary>
    public int? Catcher { get; init; }

    /// <summary>
    /// The data on their way through the state, as far as they got: <c>input</c>, <c>afterInputPath</c>, <c>afterParameters</c> (JSONata: <c>afterArguments</c>),
    /// <c>result</c>, <c>afterResultSelector</c>, <c>afterResultPath</c>; of a Map also <c>afterItemsPath</c>, <c>maxConcurrency</c> and what it tolerates; where there
    /// are any, the <c>variables</c> behind the state.
    /// </summary>
    public required ImmutableSortedDictionary<string, JsonData> Stages { get; init; }

    /// <summary>The outcome as it goes out.</summary>
    public static TestStateResponse Of(TrialOutcome outcome) =>
        new()
        {
            Status = outcome.Status,
            Output = outcome.Output,
            Error = outcome.Error,
            Cause = outcome.Cause,
            Next = outcome.Next,
            Retrier = outcome.Retrier,
            RetryAfterSeconds = outcome.RetryAfter?.TotalSeconds,
            Catcher = outcome.Catcher,
            Stages = outcome.Stages.ToImmutableSortedDictionary(stage => stage.Name, stage => stage.Data, StringComparer.Ordinal),
        };
}
