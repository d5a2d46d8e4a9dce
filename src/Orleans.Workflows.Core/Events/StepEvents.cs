using Workflows.Language.Data;

namespace Workflows.Core.Events;

/// <summary>A state was entered: a new step. Its raw input is the data of its scope.</summary>
/// <param name="Entries">
/// How many states had been entered in a row without durable work, this one included, where the decision ended here and another one goes on; else 0.
/// </param>
public sealed record StepEntered(DateTimeOffset At, int Step, int Scope, string State, int Visit, int Entries = 0)
    : ExecutionEvent(EventKind.StepEntered, At, Step);

/// <summary>A step was left on the way to the next state, or its scope ended with it.</summary>
/// <param name="Output">The scope's data from here on; null when they did not change, or <paramref name="Change"/> says how.</param>
/// <param name="Next">The state that follows; null where the scope ended.</param>
/// <param name="Variables">An object with the variables that the state assigned; null for none.</param>
/// <param name="Change">How the scope's data changed, where that is shorter than what they are now; else null.</param>
public sealed record StepLeft(
    DateTimeOffset At,
    int Step,
    JsonData? Output,
    string? Next,
    JsonData? Variables = null,
    JsonChange? Change = null
) : ExecutionEvent(EventKind.StepLeft, At, Step)
{
    private protected override int ValueBytes => (Output?.Size ?? 0) + (Change?.Size ?? 0) + (Variables?.Size ?? 0);

    /// <summary>The scope's data from here on.</summary>
    /// <param name="before">The scope's data before.</param>
    public JsonData DataAfter(JsonData before) => Output ?? Change?.Apply(before) ?? before;
}

/// <summary>A catcher answered for an error: the step is left towards the catcher's state.</summary>
public sealed record ErrorCaught(DateTimeOffset At, int Step, string Error, string? Cause, string Next)
    : ExecutionEvent(EventKind.ErrorCaught, At, Step)
{
    private protected override int ValueBytes => Cause?.Length ?? 0;
}

/// <summary>A JSONata expression of a state failed; what becomes of the error follows.</summary>
/// <param name="Location">Where in the state the expression stands, for example <c>Output/total</c>.</param>
public sealed record EvaluationFailed(DateTimeOffset At, int Step, string Location, string Error, string? Cause)
    : ExecutionEvent(EventKind.EvaluationFailed, At, Step)
{
    private protected override int ValueBytes => Location.Length + (Cause?.Length ?? 0);
}

/// <summary>A Wait began.</summary>
/// <param name="Until">When it ends.</param>
public sealed record WaitStarted(DateTimeOffset At, int Step, DateTimeOffset Until) : ExecutionEvent(EventKind.WaitStarted, At, Step);

/// <summary>A Wait is over.</summary>
public sealed record WaitEnded(DateTimeOffset At, int Step) : ExecutionEvent(EventKind.WaitEnded, At, Step);
