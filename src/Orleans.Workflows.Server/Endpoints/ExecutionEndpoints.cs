using System.Collections.Immutable;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Language.Data;
using Workflows.Server.Documentation;
using Workflows.Server.Problems;
using Workflows.Server.Requests;
using Workflows.Server.Responses;
using Workflows.Server.Startup;

namespace Workflows.Server.Endpoints;

/// <summary>The executions: start, list, get, cancel, redrive.</summary>
public static class ExecutionEndpoints
{
    private static readonly QueryParameter Wait = new(
        "wait",
        QueryParameterType.Number,
        $"Wait for the end, so many seconds at the most (0 to {RequestRules.MaxWaitSeconds})."
    );

    /// <summary>Maps the endpoints.</summary>
    public static void MapExecutions(this IEndpointRouteBuilder routes)
    {
        var executions = routes.MapGroup("/workflow-executions").WithTags("Executions");
        MapStart(executions);
        executions
            .MapGet("/", ListAsync)
            .Describe("listExecutions", "List executions", "Newest first. Every filter that is given has to hold.")
            .TakesQuery(ExecutionFilter.Parameters)
            .Answers<Page<ExecutionResponse>>(
                200,
                "A page of executions, without `currentStates`, `awaiting`, `failedStep`, `input`, `data`, `variables` and `output`."
            )
            .Refuses(ProblemType.InvalidRequest);
        executions
            .MapGet("/{id}", GetAsync)
            .Describe("getExecution", "Get an execution", "An execution as its history tells it, up to the last acknowledged write.")
            .Answers<ExecutionResponse>(200, "The execution.", Examples.EndedExecution)
            .Refuses(ProblemType.UnknownExecution);
        executions
            .MapPut("/{id}/cancel", CancelAsync)
            .Describe(
                "cancelExecution",
                "Cancel an execution",
                "Ends the execution at once: what is open becomes `Cancelled`, running tasks are signalled, children are told, late results "
                    + "change nothing. With `compensate`, what was done is undone first. Cancelling again changes nothing."
            )
            .TakesBody<CancelExecutionBody>(Examples.Cancel, isOptional: true)
            .Answers<ExecutionResponse>(200, "The execution is cancelled, or undoes what it did.", Examples.CancelledExecution)
            .Refuses(
                ProblemType.InvalidRequest,
                ProblemType.UnknownExecution,
                ProblemType.ExecutionEnded,
                ProblemType.TooLarge,
                ProblemType.UnsupportedMediaType
            );
        executions
            .MapPost("/{id}/redrive", RedriveAsync)
            .Describe(
                "redriveExecution",
                "Go on from where it stopped",
                "An execution that failed, timed out or was cancelled goes on with the steps that were open then, as the next run of the same history: what had "
                    + "been completed stays. Not when it has begun to undo what it did."
            )
            .Answers<ExecutionResponse>(200, "The execution goes on.", Examples.RedrivenExecution)
            .Refuses(ProblemType.UnknownExecution, ProblemType.NotRedrivable, ProblemType.Unavailable);
        executions
            .MapDelete("/{id}", DeleteAsync)
            .Describe(
                "deleteExecution",
                "Remove an execution",
                "Removes an execution that has ended, with its history. Its children stay. Its id is free afterwards."
            )
            .Answers(204, "The execution is gone.")
            .Refuses(ProblemType.UnknownExecution, ProblemType.ExecutionNotEnded, ProblemType.Unavailable);
    }

    private static void MapStart(RouteGroupBuilder executions) =>
        executions
            .MapPost("/", StartAsync)
            .Describe(
                "startExecution",
                "Start an execution",
                "Answers when the start is durable. The same `Idempotency-Key` or `id` again with the same request answers "
                    + "the same execution; with another request it is a conflict."
            )
            .TakesBody<StartExecutionBody>(Examples.Start)
            .TakesQuery(Wait)
            .TakesHeader(
                IdempotencyKey.Header,
                $"1 to {RequestRules.MaxIdempotencyKeyLength} visible ASCII characters; beside an `id` only the same text."
            )
            .Answers<ExecutionResponse>(201, "A new execution has started; `Location` names it.", Examples.RunningExecution)
            .Answers<ExecutionResponse>(
                200,
                "The same request had started this execution before; or, with `wait`, it has ended.",
                Examples.EndedExecution
            )
            .Answers<ExecutionResponse>(202, "With `wait`: the seconds are over, the execution goes on.")
            .Refuses(
                ProblemType.InvalidRequest,
                ProblemType.UnknownWorkflow,
                ProblemType.StartConflict,
                ProblemType.VersionDeleted,
                ProblemType.TooLarge,
                ProblemType.UnsupportedMediaType,
                ProblemType.Unavailable
            );

    private static async Task<IResult> StartAsync(
        IExecutions executions,
        RequestLimits limits,
        WaitingRequests waiting,
        IHostApplicationLifetime lifetime,
        HttpContext http
    )
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return new ProblemAnswer(ProblemType.Unavailable, "The server is stopping.")
            {
                RetryAfter = ApiExceptionHandler.PauseAfterOutage,
            };
        // Before the body is read: what is refused by the thousand must not cost what a start costs.
        if (executions.Refusal is { } early)
            return Refused(early);
        var query = new RequestQuery(http.Request.Query);
        var wait = query.Seconds("wait", RequestRules.MaxWaitSeconds);
        if (query.Problems.Count > 0)
            return ProblemAnswer.InvalidRequest(query.Problems);
        // Before the start: a client that is refused must know that nothing was started.
        using var place = wait > TimeSpan.Zero ? waiting.TryEnter() : null;
        if (place is null && wait > TimeSpan.Zero)
            return WaitingRequests.Refusal;

        var (result, refusal) = await TryStartAsync(executions, limits, http);
        if (result is null)
            return refusal!;
        if (wait is { } atMost)
        {
            place?.BeginWait();
            await WaitAsync(executions, result.Id!, atMost, lifetime.ApplicationStopping, http.RequestAborted);
        }
        return await StartedAsync(executions, result, hasWaited: wait is not null, http);
    }

    // Whoever waits for the end must not hold the body for so long: it is let go when this returns.
    private static async Task<(StartResult? Started, ProblemAnswer? Refusal)> TryStartAsync(
        IExecutions executions,
        RequestLimits limits,
        HttpContext http
    )
    {
        var (request, refusal) = await ReadStartAsync(http.Request, limits);
        if (request is null)
            return (null, refusal);
        var result = await executions.StartAsync(request, http.RequestAborted);
        return result.Outcome is StartOutcome.Created or StartOutcome.Existing ? (result, null) : (null, RefusalOf(result, request));
    }

    private static ProblemAnswer RefusalOf(StartResult result, StartRequest request)
    {
        switch (result.Outcome)
        {
            case StartOutcome.Conflict:
                return new ProblemAnswer(
                    ProblemType.StartConflict,
                    "The id or Idempotency-Key belongs to an execution that another request has started."
                );
            case StartOutcome.UnknownWorkflow:
                return new ProblemAnswer(ProblemType.UnknownWorkflow, $"There is no workflow \"{request.Workflow}\" with such a version.");
            case StartOutcome.VersionDeleted:
                return new ProblemAnswer(ProblemType.VersionDeleted, "No execution of a deleted version can be started.");
            case StartOutcome.InvalidInput:
                return ProblemAnswer.InvalidRequest(result.Problems);
            case StartOutcome.Refused:
                return Refused(result.Refusal!);
            default:
                throw new InvalidOperationException("A start that was refused has a reason.");
        }
    }

    private static ProblemAnswer Refused(StartRefusal refusal) =>
        new(ProblemType.Unavailable, $"{refusal.Reason} Nothing was started.") { RetryAfter = refusal.RetryAfter };

    private static async Task<(StartRequest? Request, ProblemAnswer? Refusal)> ReadStartAsync(HttpRequest request, RequestLimits limits)
    {
        var body = await RequestBody.ReadJsonAsync(request, limits.MaxPayloadRequestBytes);
        if (body.Refusal is not null)
            return (null, body.Refusal);
        var start = StartExecutionBody.Read(body.Content, out var problems, out var timeout);
        if (start is null)
            return (null, ProblemAnswer.InvalidRequest(problems));
        if (start.Input?.Size > limits.MaxInputBytes)
            return (null, new ProblemAnswer(ProblemType.TooLarge, $"The input may have {limits.MaxInputBytes} bytes."));
        var key = IdempotencyKey.Read(request, start.Id, out var mistake);
        if (mistake is not null)
            return (null, ProblemAnswer.InvalidRequest([mistake]));

        return (
            new StartRequest
            {
                Workflow = start.Workflow,
                Version = start.Version,
                Input = start.Input ?? JsonData.EmptyObject,
                Id = start.Id,
                IdempotencyKey = start.Id is null ? key : null,
                Tags = start.Tags ?? ImmutableSortedDictionary<string, string>.Empty,
                Timeout = timeout,
            },
            null
        );
    }

    private static async Task<IResult> StartedAsync(IExecutions executions, StartResult result, bool hasWaited, HttpContext http)
    {
        var id = result.Id!;
        var details = await executions.FindAsync(id, http.RequestAborted);
        if (details is null)
            return Unknown(id);

        http.Response.Headers.Location = $"/workflow-executions/{id}";
        var isExisting = result.Outcome == StartOutcome.Existing;
        var status = hasWaited ? (details.State.Status.IsEnded() ? 200 : 202) : (isExisting ? 200 : 201);
        return Results.Json(ExecutionResponse.Of(details), ServerJsonContext.Answers.ExecutionResponse, statusCode: status);
    }

    private static async Task WaitAsync(
        IExecutions executions,
        string id,
        TimeSpan atMost,
        CancellationToken stopping,
        CancellationToken aborted
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        try
        {
            await executions.WaitForEndAsync(id, atMost, either.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            // The start is durable: a server that stops answers with how the execution stands, as when the seconds are over.
        }
    }

    private static async Task<IResult> ListAsync(IExecutions executions, HttpContext http)
    {
        var query = new RequestQuery(http.Request.Query);
        var (filter, paging) = ExecutionFilter.Read(query);
        if (query.Problems.Count > 0)
            return ProblemAnswer.InvalidRequest(query.Problems);

        var found = await executions.ListAsync(filter, http.RequestAborted);
        return Results.Json(
            paging.PageOf(found, ExecutionResponse.InList, ExecutionFilter.FieldsOf),
            ServerJsonContext.Answers.PageExecutionResponse
        );
    }

    private static async Task<IResult> GetAsync(string id, IExecutions executions, CancellationToken cancellation)
    {
        var details = RequestRules.CanBeExecutionId(id) ? await executions.FindAsync(id, cancellation) : null;
        return details is null ? Unknown(id) : Results.Json(ExecutionResponse.Of(details), ServerJsonContext.Answers.ExecutionResponse);
    }

    private static async Task<IResult> CancelAsync(string id, IExecutions executions, HttpContext http)
    {
        var body = await RequestBody.ReadJsonAsync(http.Request, RequestRules.MaxOtherBytes, isOptional: true);
        if (body.Refusal is not null)
            return body.Refusal;
        var cancel = CancelExecutionBody.Read(body.Content, out var problems);
        if (cancel is null)
            return ProblemAnswer.InvalidRequest(problems);

        var outcome = RequestRules.CanBeExecutionId(id)
            ? await executions.CancelAsync(id, cancel.Reason, cancel.Compensate ?? false, http.RequestAborted)
            : CancelOutcome.NotFound;
        return outcome switch
        {
            CancelOutcome.Cancelled => await GetAsync(id, executions, http.RequestAborted),
            CancelOutcome.AlreadyEnded => new ProblemAnswer(
                ProblemType.ExecutionEnded,
                "The execution has ended, and not by a cancellation."
            ),
            CancelOutcome.NotFound => Unknown(id),
            CancelOutcome.None => throw new InvalidOperationException("A cancellation has an outcome."),
        };
    }

    private static async Task<IResult> DeleteAsync(string id, IExecutions executions, CancellationToken cancellation)
    {
        var outcome = RequestRules.CanBeExecutionId(id) ? await executions.DeleteAsync(id, cancellation) : DeleteOutcome.NotFound;
        return outcome switch
        {
            DeleteOutcome.Deleted => Results.NoContent(),
            DeleteOutcome.NotEnded => new ProblemAnswer(
                ProblemType.ExecutionNotEnded,
                "Only an execution that has ended can be removed: cancel it first. One that has just ended has first to report its end to its parent and to cancel its children."
            ),
            DeleteOutcome.NotFound => Unknown(id),
            DeleteOutcome.None => throw new InvalidOperationException("A removal has an outcome."),
        };
    }

    private static async Task<IResult> RedriveAsync(string id, IExecutions executions, CancellationToken cancellation)
    {
        var outcome = RequestRules.CanBeExecutionId(id) ? await executions.RedriveAsync(id, cancellation) : RedriveOutcome.NotFound;
        return outcome switch
        {
            RedriveOutcome.Redriven => await GetAsync(id, executions, cancellation),
            RedriveOutcome.NotRedrivable => new ProblemAnswer(
                ProblemType.NotRedrivable,
                "It has not failed, timed out or been cancelled; or it has begun to undo what it did."
            ),
            RedriveOutcome.NotFound => Unknown(id),
            RedriveOutcome.None => throw new InvalidOperationException("A redrive has an outcome."),
        };
    }

    private static ProblemAnswer Unknown(string id) => new(ProblemType.UnknownExecution, $"There is no execution \"{id}\".");
}
