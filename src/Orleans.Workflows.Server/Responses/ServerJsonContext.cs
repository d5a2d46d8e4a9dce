using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Server.Responses;

/// <summary>How the API writes its answers: camelCase, absent instead of <c>null</c>, nothing escaped that need not be.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WorkflowResponse))]
[JsonSerializable(typeof(Page<WorkflowResponse>))]
[JsonSerializable(typeof(ValidationResponse))]
[JsonSerializable(typeof(TestStateResponse))]
[JsonSerializable(typeof(ExecutionResponse))]
[JsonSerializable(typeof(Page<ExecutionResponse>))]
[JsonSerializable(typeof(StepResponse))]
[JsonSerializable(typeof(Page<StepResponse>))]
[JsonSerializable(typeof(HistoryEventResponse))]
[JsonSerializable(typeof(Page<HistoryEventResponse>))]
[JsonSerializable(typeof(ProblemResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(Requests.TestStateBody))]
[JsonSerializable(typeof(Requests.StartExecutionBody))]
[JsonSerializable(typeof(PolledTasksResponse))]
[JsonSerializable(typeof(Page<TaskQueueResponse>))]
[JsonSerializable(typeof(Page<PendingEventResponse>))]
[JsonSerializable(typeof(EventSentResponse))]
[JsonSerializable(typeof(Requests.CancelExecutionBody))]
[JsonSerializable(typeof(Requests.SendEventBody))]
[JsonSerializable(typeof(Requests.AnswerTaskBody))]
[JsonSerializable(typeof(Requests.CompleteTaskBody))]
[JsonSerializable(typeof(Requests.FailTaskBody))]
[JsonSerializable(typeof(Requests.PollTasksBody))]
public sealed partial class ServerJsonContext : JsonSerializerContext
{
    /// <summary>The context that answers are written with.</summary>
    public static ServerJsonContext Answers { get; } = new(Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)));

    /// <summary>Makes options write as the API does; the OpenAPI document is derived from the same ones.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonDataConverter());
        options.Converters.Add(new TimestampConverter());
        options.Converters.Add(new JsonStringEnumConverter<Core.Events.EventKind>());
        options.Converters.Add(new JsonStringEnumConverter<Core.State.ExecutionStatus>());
        options.Converters.Add(new JsonStringEnumConverter<Core.State.TaskPlace>());
        options.Converters.Add(new JsonStringEnumConverter<AwaitingKind>());
        options.Converters.Add(new JsonStringEnumConverter<Core.Trials.TrialStatus>());
        options.Converters.Add(new JsonStringEnumConverter<Core.History.StepStatus>());
        options.Converters.Add(new JsonStringEnumConverter<Core.History.AttemptStatus>());
        options.Converters.Add(new JsonStringEnumConverter<Language.Model.StateKind>());
        options.Converters.Add(new JsonStringEnumConverter<Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus>());
        return options;
    }
}
