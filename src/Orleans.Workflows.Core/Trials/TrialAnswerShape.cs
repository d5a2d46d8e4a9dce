using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Core.Trials;

/// <summary>
/// What the service integrations of ASL that this engine performs itself bring, so that a made-up result can be checked: AWS refuses one of another shape.
/// </summary>
public static class TrialAnswerShape
{
    private static readonly Field[] StartedExecution =
    [
        new("ExecutionArn", JsonValueKind.String, IsRequired: true),
        new("StartDate", JsonValueKind.String, IsRequired: true),
    ];

    private static readonly Field[] InvokedFunction =
    [
        new("StatusCode", JsonValueKind.Number, IsRequired: false),
        new("FunctionError", JsonValueKind.String, IsRequired: false),
        new("LogResult", JsonValueKind.String, IsRequired: false),
        new("ExecutedVersion", JsonValueKind.String, IsRequired: false),
    ];

    /// <summary>What is wrong with a result; null when nothing is, or nothing is known of the resource.</summary>
    /// <param name="target">The resource whose result it is.</param>
    /// <param name="result">The result.</param>
    /// <param name="isComplete">Whether fields that are always there must be.</param>
    public static string? Complaint(TaskResource target, JsonData result, bool isComplete)
    {
        if (result.Kind != JsonValueKind.Object || target.Completion != TaskCompletion.Response)
            return null;
        foreach (var field in FieldsOf(target.Kind))
        {
            if (!result.Root.TryGetProperty(field.Name, out var value))
            {
                if (isComplete && field.IsRequired)
                    return $"Required field '{field.Name}' is missing";
            }
            else if (value.ValueKind != field.Kind)
            {
                return $"Field '{field.Name}' must be a {(field.Kind == JsonValueKind.String ? "string" : "number")}";
            }
        }

        return null;
    }

    private static Field[] FieldsOf(TaskResourceKind kind) =>
        kind switch
        {
            TaskResourceKind.StartExecution => StartedExecution,
            TaskResourceKind.LambdaInvoke => InvokedFunction,
            TaskResourceKind.Handler
            or TaskResourceKind.Http
            or TaskResourceKind.Workflow
            or TaskResourceKind.Worker
            or TaskResourceKind.Callback
            or TaskResourceKind.OtherArn => [],
            TaskResourceKind.None => throw new InvalidOperationException("A resource of no kind brings nothing."),
        };

    private sealed record Field(string Name, JsonValueKind Kind, bool IsRequired);
}
