using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>What all expressions of a step see alike, whatever <c>$</c> is at their place.</summary>
/// <param name="entropy">For functions that draw.</param>
/// <param name="budget">What the expressions may cost together.</param>
public abstract class Surroundings(Entropy entropy, EvaluationBudget budget)
{
    private LazyObject? contextObject;

    /// <summary>The value of <c>$$</c>; in JSONata <c>$states.context</c>. Made when an expression first looks at it.</summary>
    public LazyObject ContextObject => contextObject ??= DescribeContext();

    /// <summary>For functions that draw.</summary>
    public Entropy Entropy { get; } = entropy;

    /// <summary>What the expressions may cost together.</summary>
    public EvaluationBudget Budget { get; } = budget;

    /// <summary>The time that <c>$now()</c> and <c>$millis()</c> give: that of the decision, never a clock's.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary><c>$states.input</c> in JSONata: the raw input of the state. Null leaves it undefined.</summary>
    public JsonData? StateInput { get; init; }

    /// <summary>The value of a variable (<c>assign</c>) that this scope sees; null when none was set.</summary>
    public virtual JsonData? FindVariable(string name) => null;

    /// <summary>Tells whoever watches what the data are at a place of their way through the state. Nobody does, but where a state is tested.</summary>
    /// <param name="stage">The place.</param>
    /// <param name="data">The data.</param>
    public virtual void Note(DataStage stage, JsonData data) { }

    /// <summary>Makes the context object; asked at most once.</summary>
    protected virtual LazyObject DescribeContext() => [];
}
