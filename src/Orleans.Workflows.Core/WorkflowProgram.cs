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
    /// <summary>What documents in ASL see as the ARNs of their execution.</summary>
    public AwsArns Arns { get; init; } = AwsArns.Default;

    /// <summary>Whether any task is completed with a token, so that an execution needs a secret to make them with.</summary>
    public bool GivesTokens { get; } = TaskTokens.AreNeeded(Definition);

    /// <summary>Whether a state of the workflow waits for events of a name.</summary>
    public bool TakesEvents(string name) => Definition.States.Values.Any(state => state is EventState waiting && waiting.Event == name);

    /// <summary>The task whose attempts a step makes: that of its state, or what reads the items or writes the results of its Map.</summary>
    /// <exception cref="InvalidOperationException">The step makes no attempts.</exception>
    public TaskState TaskOf(OpenStep step) =>
        StateOf(step) switch
        {
            TaskState task => task,
            MapState { ItemReader: { } reader } map when step.FanOut is null => reader.Task with { InputPath = map.InputPath },
            MapState { ResultWriter.Task: { } writer } map when step.FanOut is not null => writer with { InputPath = map.InputPath },
            var state => throw new InvalidOperationException($"The state '{state.Name}' asks nobody for work."),
        };

    /// <summary>The state that a step visits; of a compensation, the task that undoes.</summary>
    public StateDefinition StateOf(OpenStep step)
    {
        var state = Definition.States[step.State];
        return step.Undoes is null ? state : ((TaskState)state).Compensate!.Task;
    }
}
