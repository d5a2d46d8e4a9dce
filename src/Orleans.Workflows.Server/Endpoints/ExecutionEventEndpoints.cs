using Workflows.Grains.Contracts;
using Workflows.Language.Data;
using Workflows.Server.Documentation;
using Workflows.Server.Problems;
using Workflows.Server.Requests;

namespace Workflows.Server.Endpoints;

/// <summary>Events that somebody outside sends to an execution.</summary>
public static class ExecutionEventEndpoints
{
    /// <summary>When to come again while too many events wait: 5 s, so that whoever takes them gets somewhere.</summary>
    public static readonly TimeSpan PauseWhenFull = TimeSpan.FromSeconds(5);

    /// <summary>Maps the endpoints.</summary>
    public static void MapExecutionEvents(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/workflow-executions/{id}/events", SendAsync)
            .WithTags("Executions")
            .Describe(
                "sendEvent",
                "Send an event",
                "An Event state that waits for it takes it, else it is kept until one does: events may come early, are taken in their order, and each only once. "
                    + "The same `eventId` again changes nothing."
            )
            .TakesBody<SendEventBody>(Examples.SendEvent)
            .Answers(202, "The event is durable.")
            .Answers(200, "An event with the same `eventId` was sent before.")
            .Refuses(
                ProblemType.InvalidRequest,
                ProblemType.UnknownExecution,
                ProblemType.ExecutionEnded,
                ProblemType.TooLarge,
                ProblemType.UnsupportedMediaType,
                ProblemType.TooManyEvents,
                ProblemType.Unavailable
            );

    private static async Task<IResult> SendAsync(string id, IExecutions executions, RequestLimits limits, HttpContext http)
    {
        var body = await RequestBody.ReadJsonAsync(http.Request, limits.MaxPayloadRequestBytes);
        if (body.Refusal is not null)
            return body.Refusal;
        var sent = SendEventBody.Read(body.Content, out var problems);
        if (sent is null)
            return ProblemAnswer.InvalidRequest(problems);
        if (sent.Payload?.Size > limits.MaxInputBytes)
            return new ProblemAnswer(ProblemType.TooLarge, $"The payload may have {limits.MaxInputBytes} bytes.");

        var external = new ExternalEvent(sent.Name, sent.Payload ?? JsonData.Null, sent.EventId, sent.Correlation);
        var outcome = RequestRules.CanBeExecutionId(id)
            ? await executions.SendEventAsync(id, external, http.RequestAborted)
            : SendEventOutcome.NotFound;
        return outcome switch
        {
            SendEventOutcome.Accepted => Results.StatusCode(202),
            SendEventOutcome.Repeated => Results.StatusCode(200),
            SendEventOutcome.AlreadyEnded => new ProblemAnswer(ProblemType.ExecutionEnded, "The execution takes no events any more."),
            SendEventOutcome.TooMany => new ProblemAnswer(ProblemType.TooManyEvents) { RetryAfter = PauseWhenFull },
            SendEventOutcome.NotFound => new ProblemAnswer(ProblemType.UnknownExecution, $"There is no execution \"{id}\"."),
            SendEventOutcome.None => throw new InvalidOperationException("An event that was sent has an outcome."),
        };
    }
}
