namespace Workflows.Language.Expressions;

/// <summary>
/// Where a decision takes randomness from. Injected, so that a decision is a function of its arguments; what was drawn is recorded in
/// the event.
/// </summary>
public abstract class Entropy
{
    /// <summary>A number from 0 (inclusive) to 1 (exclusive): jitter, <c>States.MathRandom</c> without a seed.</summary>
    public abstract double NextDouble();

    /// <summary>A random UUID (version 4): <c>States.UUID</c>.</summary>
    public abstract Guid NextGuid();
}
