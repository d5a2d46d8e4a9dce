using System.Globalization;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Language.Data;
using Workflows.Server.Documentation;
using Workflows.Server.Problems;
using Workflows.Server.Requests;
using Workflows.Server.Responses;

namespace Workflows.Server.Endpoints;

/// <summary>Events that somebody outside sends to an execution.</summary>
public static class ExecutionEventEndpoints
{
    /// <summary>When to come again while too many events wait: 5 s, so that whoever takes them gets somewhere.</summary>
    public static readonly TimeSpan PauseWhenFull = TimeSpan.FromSeconds(5);

    /// <summary>Maps the endpoints.</summary>
    public static void MapExecutionEvents(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/workflow-executions/{id}/events", ListAsync)
            .WithTags("Executions")
            .Describe(
                "listEvents",
                "List events that wait",
                "The events that were sent and that no state has taken yet, in their order. A page ends at 4 MiB, too. Events that were taken are in the history."
            )
            .TakesQuery(Paging.Parameters)
            .Answers<Page<PendingEventResponse>>(200, "A page of events.")
            .Refuses(ProblemType.InvalidRequest, ProblemType.UnknownExecution);
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
            .Answers<EventSentResponse>(
                202,
                "The event is durable. `warning` is there when no Event state of the workflow has its name.",
                Examples.EventSent
            )
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
    }

    private static async Task<IResult> ListAsync(string id, IExecutions executions, HttpContext http)
    {
        var query = new RequestQuery(http.Request.Query);
        var paging = Paging.Read(query, $"events\n{id}", text => Digits.TryParse(text, out long _));
        if (query.Problems.Count > 0)
            return ProblemAnswer.InvalidRequest(query.Problems);
        var details = RequestRules.CanBeExecutionId(id) ? await executions.FindAsync(id, http.RequestAborted) : null;
        if (details is null)
            return Unknown(id);

        var after = paging.After is [var last] && Digits.TryParse(last, out long sequence) ? sequence : 0;
        IReadOnlyList<PendingEvent> found = [.. details.State.Inbox.Where(pending => pending.Sequence > after).Take(paging.Limit)];
        var page = paging.PageOf(
            found,
            PendingEventResponse.Of,
            pending => [pending.Sequence.ToString(CultureInfo.InvariantCulture)],
            pending => pending.Bytes
        );
        return Results.Json(page, ServerJsonContext.Answers.PagePendingEventResponse);
    }

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
            SendEventOutcome.Accepted => Sent(new EventSentResponse()),
            SendEventOutcome.AcceptedUnknown => Sent(
                new EventSentResponse { Warning = $"No Event state of the workflow waits for events of the name \"{sent.Name}\"." }
            ),
            SendEventOutcome.Repeated => Results.StatusCode(200),
            SendEventOutcome.AlreadyEnded => new ProblemAnswer(ProblemType.ExecutionEnded, "The execution takes no events any more."),
            SendEventOutcome.TooMany => new ProblemAnswer(ProblemType.TooManyEvents) { RetryAfter = PauseWhenFull },
            SendEventOutcome.NotFound => Unknown(id),
            SendEventOutcome.None => throw new InvalidOperationException("An event that was sent has an outcome."),
        };
    }

    private static IResult Sent(EventSentResponse answer) =>
        Results.Json(answer, ServerJsonContext.Answers.EventSentResponse, statusCode: StatusCodes.Status202Accepted);

    private static ProblemAnswer Unknown(string id) => new(ProblemType.UnknownExecution, $"There is no execution \"{id}\".");
}
