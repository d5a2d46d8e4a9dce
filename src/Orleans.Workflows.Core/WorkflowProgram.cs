using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Model;

namespace Workflows.Core;

/// <summary>A registered version of a definition, ready to be run. Immutable and shared by all executions of the version.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Version">The version.</param>
/// <param name="Definition">The model, with every expression compiled.</param>
/// <param name="Limits">What an execution may use.</param>
public sealed record WorkflowProgram(string Workflow, string Version, WorkflowDefinition Definition, ExecutionLimits Limits)
{
    /// <summary>Whether any task is completed with a token, so that an execution needs a secret to make them with.</summary>
    public bool GivesTokens { get; } = TaskTokens.AreNeeded(Definition);

    /// <summary>Whether a state of the workflow waits for events of a name.</summary>
    public bool TakesEvents(string name) => Definition.States.Values.Any(state => state is EventState waiting && waiting.Event == name);

    /// <summary>The state that a step visits; of a compensation, the task that undoes.</summary>
    public StateDefinition StateOf(OpenStep step)
    {
        var state = Definition.States[step.State];
        return step.Undoes is null ? state : ((TaskState)state).Compensate!.Task;
    }
}
