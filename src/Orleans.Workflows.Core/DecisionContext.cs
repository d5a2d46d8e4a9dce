using Workflows.Language.Expressions;

namespace Workflows.Core;

/// <summary>What a decision may know besides program, state and command.</summary>
/// <param name="Now">The clock of the silo. The core takes the time of the last event where that is later.</param>
/// <param name="Entropy">Where it draws jitter and UUIDs.</param>
public sealed record DecisionContext(DateTimeOffset Now, Entropy Entropy)
{
    /// <summary>What its evaluations may cost. Default: the share of each state alone bounds it.</summary>
    public EvaluationBudget Budget { get; init; } = new();
}
