using System.Text.Json.Nodes;
using Workflows.Conformance.World;
using Workflows.Core;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Model;

namespace Workflows.Conformance.Histories;

/// <summary>Tells the history of an execution as AWS lists it: every event, with its id, the one that it follows from, and its details.</summary>
internal sealed class AwsHistory
{
    private readonly WorkflowProgram program;
    private readonly ProcessorModes modes;
    private readonly TaskEvents tasks;
    private readonly List<AwsEvent> events = [];

    // The last event of each scope, and of each fan-out the one that let it go on.
    private readonly Dictionary<int, int> last = new() { [Scope.Top] = 0 };
    private readonly Dictionary<int, int> beforeEntry = [];
    private readonly Dictionary<int, int> cursors = [];
    private readonly Dictionary<int, int> ends = [];

    // The iterations of a distributed Map are executions of their own, and not listed here.
    private readonly HashSet<int> hidden = [];
    private ExecutionState state = ExecutionState.NotStarted;

    private AwsHistory(WorkflowProgram program, ProcessorModes modes, RecordedWorld world)
    {
        this.program = program;
        this.modes = modes;
        tasks = new TaskEvents(world);
    }

    /// <summary>The events of an execution.</summary>
    public static IReadOnlyList<AwsEvent> Of(
        WorkflowProgram program,
        string definition,
        RecordedWorld world,
        IEnumerable<ExecutionEvent> happened
    )
    {
        var history = new AwsHistory(program, ProcessorModes.Read(definition), world);
        foreach (var one in happened)
        {
            var before = history.state;
            history.state = Fold.Apply(before, one);
            history.Tell(before, one);
        }

        return history.events;
    }

    private void Tell(ExecutionState before, ExecutionEvent happened)
    {
        switch (happened)
        {
            case ExecutionStarted started:
                var details = AwsEvent.With("input", started.Input);
                details["roleArn"] = "role";
                Add(0, "ExecutionStarted", "executionStartedEventDetails", details);
                break;
            case StepEntered entered:
                Enter(entered);
                break;
            case StepLeft left:
                Leave(before, left);
                break;
            case EvaluationFailed failed:
                AddEvaluation(failed);
                break;
            case TaskScheduled or TaskSubmitted or TaskCompleted or TaskFailed or TaskTimedOut:
                AddTask(happened);
                break;
            case ParallelStarted:
                Open(happened.Step, "ParallelStateStarted", null, null);
                break;
            case MapStarted map:
                Open(map.Step, "MapStateStarted", "mapStateStartedEventDetails", new JsonObject { ["length"] = map.Count });
                if (modes.IsDistributed(StepOf(map.Step).State))
                    Open(map.Step, "MapRunStarted", "mapRunStartedEventDetails", new JsonObject { ["mapRunArn"] = "map_run_arn" });
                break;
            case IterationStarted iteration:
                Hide(iteration.Scope, StepOf(iteration.Step));
                last[iteration.Scope] = AddIteration(iteration.Step, iteration.Index, "Started", cursors[iteration.Step]);
                break;
            case ScopeFailed failed:
                CloseIteration(before, failed.Scope, "Failed");
                break;
            case FanOutFailed failed:
                FailUp(before, failed.Origin, failed.Step);
                break;
            case ExecutionSucceeded:
                Add(last[Scope.Top], "ExecutionSucceeded", "executionSucceededEventDetails", AwsEvent.With("output", state.Output!));
                break;
            case ExecutionFailed failed:
                FailUp(before, failed.Step, 0);
                Add(last[Scope.Top], "ExecutionFailed", "executionFailedEventDetails", AwsEvent.Failure(failed.Error, failed.Cause));
                break;
            case ExecutionTimedOut:
                Add(last[Scope.Top], "ExecutionTimedOut", "executionTimedOutEventDetails", []);
                break;
        }
    }

    private void Enter(StepEntered entered)
    {
        var step = StepOf(entered.Step);
        var details = AwsEvent.With("input", state.Scopes[entered.Scope].Data);
        details["name"] = entered.State;
        beforeEntry[step.Number] = last[step.Scope];
        Follow(step, TypeOf(step) + "StateEntered", "stateEnteredEventDetails", details);
    }

    private void Leave(ExecutionState before, StepLeft left)
    {
        var step = before.Steps[left.Step];
        var details = AwsEvent.With("output", left.DataAfter(before.Scopes[step.Scope].Data));
        details["name"] = step.State;
        if (left.Variables is { } variables && variables.Root.EnumerateObject().Any())
        {
            details["assignedVariables"] = JsonNode.Parse(variables.Utf8.Span);
            details["assignedVariablesDetails"] = new JsonObject { ["truncated"] = false };
        }

        if (step.FanOut is not null && !hidden.Contains(step.Scope))
            EndFanOut(step);
        Follow(step, TypeOf(step) + "StateExited", "stateExitedEventDetails", details);
        if (left.Next is null && step.Scope != Scope.Top)
            CloseIteration(before, step.Scope, "Succeeded");
    }

    private void EndFanOut(OpenStep step)
    {
        var cursor = modes.IsDistributed(step.State)
            ? Add(cursors[step.Number], "MapRunSucceeded", null, null)
            : ends.GetValueOrDefault(step.Number, cursors[step.Number]);
        Add(cursor, TypeOf(step) + "StateSucceeded", null, null);
        last[step.Scope] = cursor;
    }

    private void CloseIteration(ExecutionState before, int scope, string how)
    {
        var (parent, index) = (before.Scopes[scope].ParentStep, before.Scopes[scope].Index);
        if (before.Steps[parent].FanOut!.Items is not null)
            ends[parent] = AddIteration(parent, index, how, last[scope], before);
        cursors[parent] = last[scope];
    }

    // Every fan-out around the step that failed fails with it, up to the one that answers for the error.
    private void FailUp(ExecutionState before, int origin, int upTo)
    {
        if (!before.Steps.TryGetValue(origin, out var step))
            return;
        while (step.Scope != Scope.Top && step.Number != upTo)
        {
            var parent = before.Steps[before.Scopes[step.Scope].ParentStep];
            var cause = last[step.Scope];
            if (parent.FanOut!.Items is not null)
                AddIteration(parent.Number, before.Scopes[step.Scope].Index, "Failed", cause, before);
            else if (step.Number == origin && program.StateOf(step) is TaskState)
                Add(cause, "TaskStateAborted", null, null);
            AbortOthers(before, parent, step.Scope);
            last[parent.Scope] = Add(cause, TypeOf(parent) + "StateFailed", null, null);
            step = parent;
        }
    }

    private void AbortOthers(ExecutionState before, OpenStep parent, int failed)
    {
        if (parent.FanOut!.Items is null)
            return;
        foreach (var scope in before.Scopes.Values.Where(scope => scope.ParentStep == parent.Number && scope.Number != failed))
            AddIteration(parent.Number, scope.Index, "Aborted", last[scope.Number], before);
    }

    // A state that fails as soon as it is entered fails beside its entry, not behind it.
    private void AddEvaluation(EvaluationFailed failed)
    {
        var step = StepOf(failed.Step);
        var details = AwsEvent.Failure(failed.Error, failed.Cause);
        details["location"] = failed.Location;
        details["state"] = step.State;
        if (!hidden.Contains(step.Scope) && events[last[step.Scope] - 1].Type == TypeOf(step) + "StateEntered")
            last[step.Scope] = beforeEntry[step.Number];
        Follow(step, "EvaluationFailed", "evaluationFailedEventDetails", details);
        if (step.FanOut is null && program.StateOf(step) is MapState)
            Follow(step, "MapStateFailed", null, null);
    }

    private void AddTask(ExecutionEvent happened)
    {
        var step = StepOf(happened.Step);
        // AWS lists nothing of what reads the items of a Map, or writes its outputs.
        if (program.StateOf(step) is not TaskState)
            return;
        foreach (var (type, name, details) in tasks.Of((TaskState)program.StateOf(step), step, happened))
            Follow(step, type, name, details);
    }

    private int AddIteration(int map, int index, string how, int previous, ExecutionState? at = null)
    {
        var name = (at ?? state).Steps[map].State;
        if (modes.IsDistributed(name) || hidden.Contains((at ?? state).Steps[map].Scope))
            return previous;
        var details = new JsonObject { ["index"] = index, ["name"] = name };
        return Add(previous, "MapIteration" + how, $"mapIteration{how}EventDetails", details);
    }

    private void Open(int number, string type, string? detailsName, JsonObject? details)
    {
        var step = StepOf(number);
        Follow(step, type, detailsName, details);
        cursors[number] = last[step.Scope];
        foreach (var scope in state.Scopes.Values.Where(scope => scope.ParentStep == number && scope.Number != Scope.Top))
        {
            Hide(scope.Number, step);
            last[scope.Number] = cursors[number];
        }
    }

    private void Hide(int scope, OpenStep parent)
    {
        if (hidden.Contains(parent.Scope) || modes.IsDistributed(parent.State))
            hidden.Add(scope);
    }

    private void Follow(OpenStep step, string type, string? detailsName, JsonObject? details) =>
        last[step.Scope] = Add(last[step.Scope], type, detailsName, details, hidden.Contains(step.Scope));

    private int Add(int previous, string type, string? detailsName, JsonObject? details, bool isHidden = false)
    {
        if (isHidden)
            return previous;
        events.Add(new AwsEvent(events.Count + 1, previous, type, detailsName, details));
        return events.Count;
    }

    private OpenStep StepOf(int number) => state.Steps[number];

    private string TypeOf(OpenStep step) =>
        program.StateOf(step).Kind is StateKind.Success ? "Succeed" : program.StateOf(step).Kind.ToString();
}
