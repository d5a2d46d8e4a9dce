using System.Buffers;
using System.Text;

namespace Workflows.Core.State;

/// <summary>
/// The ids of steps as people see them: <c>ship</c> the first visit, <c>ship~2</c> the second, <c>fan_out[1]/charge</c> inside a branch.
/// What separates the parts is percent-encoded inside a state's name.
/// </summary>
public static class StepIds
{
    private static readonly SearchValues<char> Separators = SearchValues.Create("/~![]@%");

    /// <summary>The id of a visit of a state in a scope.</summary>
    public static string Of(Scope scope, string state, int visit) => Of(scope.Path, state, visit);

    /// <summary>The id of a visit of a state.</summary>
    /// <param name="path">What stands before the ids of the scope, see <see cref="Scope.Path"/>.</param>
    public static string Of(string path, string state, int visit)
    {
        var name = Encode(state);
        return visit == 1 && path.Length == 0 ? name
            : visit == 1 ? path + name
            : $"{path}{name}~{visit}";
    }

    /// <summary>The id of an open step; a compensation is called after the step that it undoes.</summary>
    public static string Of(ExecutionState state, OpenStep step) =>
        step.Undoes is { } undone ? OfUndoing(undone.StepId) : Of(state.Scopes[step.Scope], step.State, step.Visit);

    /// <summary>The id of the step that undoes another: <c>charge@undo</c>.</summary>
    public static string OfUndoing(string stepId) => $"{stepId}@undo";

    /// <summary>What stands before the ids inside a branch or iteration: <c>fan_out[1]/</c>, in a retry of the whole <c>fan_out!2[1]/</c>.</summary>
    public static string PathOf(string stepId, int attempt, int index) =>
        attempt > 1 ? $"{stepId}!{attempt}[{index}]/" : $"{stepId}[{index}]/";

    private static string Encode(string state)
    {
        if (!state.AsSpan().ContainsAny(Separators))
            return state;

        var encoded = new StringBuilder(state.Length + 8);
        foreach (var character in state)
        {
            if (Separators.Contains(character))
                encoded.Append('%').Append(((int)character).ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            else
                encoded.Append(character);
        }

        return encoded.ToString();
    }
}
