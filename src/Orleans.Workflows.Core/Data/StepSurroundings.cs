using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Expressions;

namespace Workflows.Core.Data;

/// <summary>What the expressions of an open step see of its execution.</summary>
/// <param name="item">See <see cref="ContextObject.Of"/>.</param>
internal sealed class StepSurroundings(Transition transition, OpenStep step, MapItem? item)
    : Surroundings(transition.Entropy, transition.Budget)
{
    /// <inheritdoc/>
    public override JsonData? FindVariable(string name)
    {
        var state = transition.State;
        for (var scope = state.Scopes[step.Scope]; ; scope = state.Scopes[state.Steps[scope.ParentStep].Scope])
        {
            if (scope.Variables.TryGetValue(name, out var value))
                return value;
            if (scope.Number == Scope.Top)
                return null;
        }
    }

    /// <inheritdoc/>
    public override void Note(DataStage stage, JsonData data) => transition.Watch?.Invoke(stage, data);

    /// <inheritdoc/>
    protected override LazyObject DescribeContext() =>
        transition.ContextGiven is { } given
            ? LazyObject.Of(given)
            : Data.ContextObject.Describe(transition.Program, transition.State, step, item);
}
