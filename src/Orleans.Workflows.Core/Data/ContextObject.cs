using System.Buffers;
using System.Text.Json;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.Data;

/// <summary>The context object <c>$$</c>: what an expression may know of its execution. ASL: "The Context Object", whose documents see PascalCase names.</summary>
internal static class ContextObject
{
    /// <summary>The surroundings of an expression of a step.</summary>
    /// <param name="data">The value of <c>$</c>.</param>
    public static EvaluationContext Of(Transition transition, OpenStep step, JsonData data)
    {
        var (program, state) = (transition.Program, transition.State);
        return new EvaluationContext(data, () => Write(program, state, step), transition.Entropy);
    }

    private static JsonData Write(WorkflowProgram program, ExecutionState execution, OpenStep step)
    {
        var isAsl = program.Definition.Spelling == Spelling.Asl;
        string Key(string native, string asl) => isAsl ? asl : native;

        var buffer = new ArrayBufferWriter<byte>(execution.Input.Size + 512);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartObject(Key("execution", "Execution"));
        writer.WriteString(Key("id", "Id"), execution.Id);
        writer.WriteString(Key("name", "Name"), execution.Id);
        writer.WritePropertyName(Key("input", "Input"));
        writer.WriteRawValue(execution.Input.Utf8.Span, skipInputValidation: true);
        writer.WriteString(Key("startTime", "StartTime"), Timestamps.Format(execution.StartedAt));
        writer.WriteEndObject();

        writer.WriteStartObject(Key("state", "State"));
        writer.WriteString(Key("name", "Name"), step.State);
        writer.WriteString(Key("enteredTime", "EnteredTime"), Timestamps.Format(step.EnteredAt));
        writer.WriteNumber(Key("retryCount", "RetryCount"), int.Max(step.Attempt, 1) - 1);
        writer.WriteEndObject();

        writer.WriteStartObject(Key("workflow", "StateMachine"));
        if (isAsl)
            writer.WriteString("Id", program.Workflow);
        writer.WriteString(Key("name", "Name"), program.Workflow);
        writer.WriteString(Key("version", "Version"), program.Version);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }
}
