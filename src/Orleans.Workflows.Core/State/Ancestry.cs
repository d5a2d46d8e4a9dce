namespace Workflows.Core.State;

/// <summary>Who stands inside whom: steps move through scopes, scopes hang on steps.</summary>
internal static class Ancestry
{
    /// <summary>Whether a step is inside the branches or iterations of another.</summary>
    public static bool IsInside(this ExecutionState state, OpenStep step, OpenStep outer)
    {
        for (var scope = state.Scopes[step.Scope]; scope.Number != Scope.Top; scope = state.Scopes[state.Steps[scope.ParentStep].Scope])
        {
            if (scope.ParentStep == outer.Number)
                return true;
        }

        return false;
    }

    /// <summary>Whether a step is inside a scope, or inside something that hangs on one of its steps.</summary>
    public static bool IsWithin(this ExecutionState state, OpenStep step, Scope outer)
    {
        for (var scope = state.Scopes[step.Scope]; ; scope = state.Scopes[state.Steps[scope.ParentStep].Scope])
        {
            if (scope.Number == outer.Number)
                return true;
            if (scope.Number == Scope.Top)
                return false;
        }
    }
}
