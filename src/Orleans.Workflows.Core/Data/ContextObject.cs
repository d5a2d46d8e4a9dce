using System.Buffers;
using System.Text.Json;
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
    public static EvaluationContext Of(Transition transition, OpenStep step, JsonData data, MapItem? item = null)
    {
        var (program, state) = (transition.Program, transition.State);
        return new EvaluationContext(data, () => transition.ContextGiven ?? Write(program, state, step, item), transition.Entropy)
        {
            Now = transition.Now,
            StateInput = transition.RawOf(step),
            Variables = name => Variable(state, step.Scope, name),
        };
    }

    private static JsonData? Variable(ExecutionState state, int number, string name)
    {
        while (true)
        {
            var scope = state.Scopes[number];
            if (scope.Variables.TryGetValue(name, out var value))
                return value;
            if (scope.Number == Scope.Top)
                return null;
            number = state.Steps[scope.ParentStep].Scope;
        }
    }

    private static JsonData Write(WorkflowProgram program, ExecutionState execution, OpenStep step, MapItem? item)
    {
        var isAsl = program.Definition.Spelling == Spelling.Asl;
        string Key(string native, string asl) => isAsl ? asl : native;

        var buffer = new ArrayBufferWriter<byte>(execution.Input.Size + 512);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteStartObject(Key("execution", "Execution"));
        writer.WriteString(Key("id", "Id"), execution.Id);
        writer.WriteString(Key("name", "Name"), execution.Id);
        writer.WritePropertyName(Key("input", "Input"));
        writer.WriteRawValue(execution.Input.Utf8.Span, skipInputValidation: true);
        if (isAsl)
            writer.WriteString("RoleArn", NoRole);
        writer.WriteString(Key("startTime", "StartTime"), Timestamps.Format(execution.StartedAt));
        // A trial is no run of an execution, so that it has none to count.
        if (execution.Run > (isAsl ? 0 : 1))
            writer.WriteNumber(Key("redriveCount", "RedriveCount"), execution.Run - 1);
        writer.WriteEndObject();

        writer.WriteStartObject(Key("state", "State"));
        writer.WriteString(Key("name", "Name"), step.State);
        writer.WriteString(Key("enteredTime", "EnteredTime"), Timestamps.Format(step.EnteredAt));
        // AWS has it only where something can be tried again.
        if (!isAsl || program.StateOf(step) is FallibleStateDefinition)
            writer.WriteNumber(Key("retryCount", "RetryCount"), int.Max(step.Attempt, 1) - 1);
        writer.WriteEndObject();

        writer.WriteStartObject(Key("workflow", "StateMachine"));
        if (isAsl)
            writer.WriteString("Id", program.Workflow);
        writer.WriteString(Key("name", "Name"), program.Workflow);
        if (!isAsl)
            writer.WriteString("version", program.Version);
        writer.WriteEndObject();
        if (TaskTokens.IsNeeded(program.StateOf(step)))
        {
            writer.WriteStartObject(Key("task", "Task"));
            writer.WriteString(Key("token", "Token"), TaskTokens.Create(execution, step.Number, int.Max(step.Attempt, 1)));
            writer.WriteEndObject();
        }

        if ((item ?? ItemAround(execution, step)) is { } around)
        {
            writer.WriteStartObject(Key("map", "Map"));
            writer.WriteStartObject(Key("item", "Item"));
            writer.WriteNumber(Key("index", "Index"), around.Index);
            writer.WritePropertyName(Key("value", "Value"));
            writer.WriteRawValue(around.Value.Utf8.Span, skipInputValidation: true);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.Flush();
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }

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
