using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.Data;

/// <summary>The context object <c>$$</c>: what an expression may know of its execution. ASL: "The Context Object", whose documents see PascalCase names.</summary>
internal static class ContextObject
{
    // Documents may pass it on; there are no roles here, and the name says so.
    private const string NoRole = "arn:aws:iam::000000000000:role/none";

    /// <summary>The surroundings of an expression of a step.</summary>
    /// <param name="data">The value of <c>$</c>; outside a Map's item selector, the raw input of the state.</param>
    /// <param name="item">The item that an iteration is about to begin with; null: that of the iteration around the step, if any.</param>
    public static EvaluationContext Of(Transition transition, OpenStep step, JsonData data, MapItem? item = null) =>
        new(data, new StepSurroundings(transition, step, item) { Now = transition.Now, StateInput = transition.RawOf(step) });

    /// <summary>Describes a step and the execution around it.</summary>
    /// <param name="item">See <see cref="Of"/>.</param>
    public static LazyObject Describe(WorkflowProgram program, ExecutionState execution, OpenStep step, MapItem? item)
    {
        var isAsl = program.Definition.Spelling == Spelling.Asl;
        var described = new LazyObject
        {
            { Key(isAsl, "execution", "Execution"), DescribeExecution(program, execution, isAsl) },
            { Key(isAsl, "state", "State"), DescribeState(program, step, isAsl) },
            { Key(isAsl, "workflow", "StateMachine"), DescribeWorkflow(program, isAsl) },
        };
        if (TaskTokens.IsNeeded(program.StateOf(step)))
            described.Add(
                Key(isAsl, "task", "Task"),
                new LazyObject
                {
                    { Key(isAsl, "token", "Token"), () => Text(TaskTokens.Create(execution, step.Number, int.Max(step.Attempt, 1))) },
                }
            );
        if ((item ?? ItemAround(execution, step)) is { } around)
            described.Add(
                Key(isAsl, "map", "Map"),
                new LazyObject
                {
                    {
                        Key(isAsl, "item", "Item"),
                        new LazyObject
                        {
                            { Key(isAsl, "index", "Index"), () => JsonData.FromNumber(around.Index) },
                            { Key(isAsl, "value", "Value"), () => around.Value },
                        }
                    },
                }
            );
        return described;
    }

    private static LazyObject DescribeExecution(WorkflowProgram program, ExecutionState execution, bool isAsl)
    {
        var described = new LazyObject
        {
            { Key(isAsl, "id", "Id"), () => Text(isAsl ? program.Arns.OfExecution(program.Workflow, execution.Id) : execution.Id) },
            { Key(isAsl, "name", "Name"), () => Text(execution.Id) },
            { Key(isAsl, "input", "Input"), () => execution.Input },
        };
        if (isAsl)
            described.Add("RoleArn", () => Text(NoRole));
        described.Add(Key(isAsl, "startTime", "StartTime"), () => Text(Timestamps.Format(execution.StartedAt)));
        // A trial is no run of an execution, so that it has none to count.
        if (execution.Run > (isAsl ? 0 : 1))
            described.Add(Key(isAsl, "redriveCount", "RedriveCount"), () => JsonData.FromNumber(execution.Run - 1));
        return described;
    }

    private static LazyObject DescribeState(WorkflowProgram program, OpenStep step, bool isAsl)
    {
        var described = new LazyObject
        {
            { Key(isAsl, "name", "Name"), () => Text(step.State) },
            { Key(isAsl, "enteredTime", "EnteredTime"), () => Text(Timestamps.Format(step.EnteredAt)) },
        };
        // AWS has it only where something can be tried again.
        if (!isAsl || program.StateOf(step) is FallibleStateDefinition)
            described.Add(Key(isAsl, "retryCount", "RetryCount"), () => JsonData.FromNumber(int.Max(step.Attempt, 1) - 1));
        return described;
    }

    private static LazyObject DescribeWorkflow(WorkflowProgram program, bool isAsl) =>
        isAsl
            ? new() { { "Id", () => Text(program.Arns.OfWorkflow(program.Workflow)) }, { "Name", () => Text(program.Workflow) } }
            : new() { { "name", () => Text(program.Workflow) }, { "version", () => Text(program.Version) } };

    private static string Key(bool isAsl, string native, string asl) => isAsl ? asl : native;

    private static JsonData Text(string text) => JsonData.FromString(text);

    private static MapItem? ItemAround(ExecutionState state, OpenStep step)
    {
        for (var scope = state.Scopes[step.Scope]; scope.Number != Scope.Top; )
        {
            var parent = state.Steps[scope.ParentStep];
            if (parent.FanOut?.Items is { } items)
                return new MapItem(scope.Index, items[scope.Index]);
            scope = state.Scopes[parent.Scope];
        }

        return null;
    }
}
