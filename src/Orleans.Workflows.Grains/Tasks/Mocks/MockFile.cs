using System.Collections.Frozen;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Grains.Tasks.Mocks;

/// <summary>Answers for resources that have no handler: what a mock file says. Immutable.</summary>
/// <param name="Resources">The entries of each resource, in the order in which they are asked.</param>
public sealed record MockFile(FrozenDictionary<string, IReadOnlyList<MockEntry>> Resources)
{
    /// <summary>No mocks at all.</summary>
    public static readonly MockFile Empty = new(FrozenDictionary<string, IReadOnlyList<MockEntry>>.Empty);
}

/// <summary>One entry of a resource: the first that matches answers.</summary>
/// <param name="When">Sees the task's input; null for always.</param>
/// <param name="Answers">By attempt of the step, counted from 1; past the end the last one repeats. Never empty.</param>
public sealed record MockEntry(Condition? When, IReadOnlyList<MockAnswer> Answers)
{
    /// <summary>The answer to an attempt.</summary>
    public MockAnswer For(int attempt) => Answers[Math.Min(attempt, Answers.Count) - 1];
}

/// <summary>What a mock answers.</summary>
/// <param name="Result">The result; null when it is an error.</param>
/// <param name="Error">The error; null when it is a result.</param>
/// <param name="Delay">How long it takes.</param>
public sealed record MockAnswer(JsonData? Result, WorkflowError? Error, TimeSpan Delay);
