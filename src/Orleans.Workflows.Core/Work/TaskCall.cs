using System.Globalization;
using System.Text.Json;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.Work;

/// <summary>What a task asks of whom. For most resources that is their name and the task's input; ASL's service integrations have it inside the input.</summary>
internal static class TaskCall
{
    /// <summary>Where the attempts of a resource are worked at.</summary>
    public static TaskPlace PlaceOf(TaskResource target) =>
        target.WaitsForToken
            ? TaskPlace.Callback
            : target.Kind switch
            {
                TaskResourceKind.Worker => TaskPlace.Queue,
                TaskResourceKind.Workflow or TaskResourceKind.StartExecution => TaskPlace.Child,
                TaskResourceKind.Handler
                or TaskResourceKind.Http
                or TaskResourceKind.Callback
                or TaskResourceKind.LambdaInvoke
                or TaskResourceKind.OtherArn => TaskPlace.Here,
                TaskResourceKind.None => throw new InvalidOperationException("A resource of no kind is worked at nowhere."),
            };

    /// <summary>Checks that the input names whom it has to name, and that children do not nest without end.</summary>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>.</exception>
    public static void Check(TaskResource target, JsonData input, ExecutionState state, ExecutionLimits limits)
    {
        if (target.Kind == TaskResourceKind.LambdaInvoke)
            _ = Of(target, input);
        if (target.Kind is not (TaskResourceKind.StartExecution or TaskResourceKind.Workflow))
            return;
        _ = ChildOf(target, input);
        if (ChildIds.DepthOf(state.Id) >= limits.MaxChildDepth)
            throw new EvaluationException(ErrorNames.Runtime, $"Child executions are nested deeper than {limits.MaxChildDepth} levels.");
    }

    /// <summary>Who is asked, and with what.</summary>
    public static (string Resource, JsonData Input) Of(TaskResource target, JsonData input)
    {
        if (target.Kind != TaskResourceKind.LambdaInvoke)
            return (target.Kind == TaskResourceKind.Handler ? target.Name : target.Text, input);

        var name = Text(input, "FunctionName", target);
        var function = AwsNames.Function(name) ?? throw Unfit(target, $"the FunctionName '{name}' names no function");
        // AWS hands a function an empty object where the payload is left out or null.
        return (
            function.Name,
            Member(input, "Payload") is { Kind: not JsonValueKind.Null } payload ? Unquoted(payload) : JsonData.EmptyObject
        );
    }

    // AWS sends a text as the body of the request: it is the JSON that the function gets.
    private static JsonData Unquoted(JsonData payload) =>
        payload.Kind == JsonValueKind.String
        && JsonPayload.TryParse(System.Text.Encoding.UTF8.GetBytes(payload.Root.GetString()!), out var body, out _)
            ? body
            : payload;

    /// <summary>Which workflow is started, and with what.</summary>
    public static (string Workflow, string? Version, JsonData Input) ChildOf(TaskResource target, JsonData input)
    {
        if (target.Kind == TaskResourceKind.Workflow)
            return (target.Name, target.Version, input);

        var name = Text(input, "StateMachineArn", target);
        var machine = AwsNames.StateMachine(name) ?? throw Unfit(target, $"the StateMachineArn '{name}' names no workflow");
        return (machine.Name, machine.Qualifier, Member(input, "Input") ?? JsonData.EmptyObject);
    }

    /// <summary>What the task brings, given what whoever was asked has answered. ASL: the response of <c>lambda:invoke</c> has the result in <c>Payload</c>.</summary>
    /// <param name="attempt">The attempt that made the request.</param>
    public static JsonData Result(TaskResource target, JsonData answer, Transition transition, OpenStep attempt)
    {
        if (target is not { Kind: TaskResourceKind.LambdaInvoke, WaitsForToken: false })
            return answer;

        var request = string.Create(CultureInfo.InvariantCulture, $"{transition.State.Id}:{attempt.Number}:{attempt.Attempt}");
        return LambdaResponse.Of(answer, transition.Now, request, hasLog: IsLogged(attempt.Input));
    }

    private static bool IsLogged(JsonData? input) =>
        input is not null && Member(input, "LogType") is { Kind: JsonValueKind.String } type && type.Root.GetString() == "Tail";

    private static string Text(JsonData input, string name, TaskResource target) =>
        Member(input, name) is { Kind: JsonValueKind.String } text
            ? text.Root.GetString()!
            : throw Unfit(target, $"the input must have the text '{name}'");

    private static JsonData? Member(JsonData input, string name) =>
        input.Kind == JsonValueKind.Object && input.Root.TryGetProperty(name, out var member) ? JsonData.From(member) : null;

    private static EvaluationException Unfit(TaskResource target, string why) => new(ErrorNames.Runtime, $"{target.Text}: {why}.");
}
