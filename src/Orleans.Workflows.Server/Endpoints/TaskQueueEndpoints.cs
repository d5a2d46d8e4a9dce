using Workflows.Grains.Contracts;
using Workflows.Language.Documents;
using Workflows.Server.Documentation;
using Workflows.Server.Problems;
using Workflows.Server.Requests;
using Workflows.Server.Responses;
using Workflows.Server.Startup;

namespace Workflows.Server.Endpoints;

/// <summary>The queues that external workers get their tasks from.</summary>
public static class TaskQueueEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapTaskQueues(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/task-queues", ListAsync)
            .WithTags("Tasks")
            .Describe(
                "listTaskQueues",
                "List the queues",
                "The queues that have tasks or were polled lately, by name: how many tasks wait, how many are with a worker, and when a worker last asked for one."
            )
            .TakesQuery(Paging.Parameters)
            .Answers<Page<TaskQueueResponse>>(200, "A page of queues.", Examples.TaskQueues)
            .Refuses(ProblemType.InvalidRequest, ProblemType.Unavailable);
        routes
            .MapPost("/task-queues/{queue}/poll", PollAsync)
            .WithTags("Tasks")
            .Describe(
                "pollTasks",
                "Get tasks",
                "Takes tasks of the states with the resource `worker:QUEUE`, and waits for the first one if asked to. A task is the worker's alone until its lease "
                    + "ends; a heartbeat extends it. A server that stops answers at once."
            )
            .TakesBody<PollTasksBody>(Examples.Poll)
            .Answers<PolledTasksResponse>(200, "Tasks.", Examples.PolledTasks)
            .Answers(204, "None came.")
            .Refuses(ProblemType.InvalidRequest, ProblemType.TooLarge, ProblemType.UnsupportedMediaType, ProblemType.Unavailable);
    }

    private static async Task<IResult> ListAsync(IWorkerQueues queues, HttpContext http)
    {
        var query = new RequestQuery(http.Request.Query);
        var paging = Paging.Read(query, "task-queues", RequestRules.CanBeQueue);
        if (query.Problems.Count > 0)
            return ProblemAnswer.InvalidRequest(query.Problems);
        var found = await queues.ListAsync(paging.After?[0] ?? "", paging.Limit, http.RequestAborted);
        return Results.Json(
            paging.PageOf(found, TaskQueueResponse.Of, queue => [queue.Name]),
            ServerJsonContext.Answers.PageTaskQueueResponse
        );
    }

    private static async Task<IResult> PollAsync(
        string queue,
        IWorkerQueues queues,
        WaitingRequests waiting,
        IHostApplicationLifetime lifetime,
        HttpContext http
    )
    {
        var (poll, refusal) = await ReadAsync(queue, http.Request);
        if (poll is null)
            return refusal!;
        using var place = poll.Wait > 0 ? waiting.TryEnter() : null;
        if (place is null && poll.Wait > 0)
            return WaitingRequests.Refusal;

        place?.BeginWait();
        return await TakeAsync(queue, poll, queues, http, lifetime.ApplicationStopping);
    }

    private static async Task<(PollTasksBody? Poll, ProblemAnswer? Refusal)> ReadAsync(string queue, HttpRequest request)
    {
        var body = await RequestBody.ReadJsonAsync(request, RequestRules.MaxOtherBytes);
        if (body.Refusal is not null)
            return (null, body.Refusal);
        if (PollTasksBody.Read(body.Content, out var problems) is not { } poll)
            return (null, ProblemAnswer.InvalidRequest(problems));
        return RequestRules.CanBeQueue(queue)
            ? (poll, null)
            : (
                null,
                ProblemAnswer.InvalidRequest([
                    new Problem(ProblemCodes.InvalidName, "No definition can name this queue.", new SourcePosition("queue", 0, 0)),
                ])
            );
    }

    private static async Task<IResult> TakeAsync(
        string queue,
        PollTasksBody poll,
        IWorkerQueues queues,
        HttpContext http,
        CancellationToken stopping
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, http.RequestAborted);
        try
        {
            var tasks = await queues.PollAsync(queue, poll.Worker, poll.Max!.Value, TimeSpan.FromSeconds(poll.Wait!.Value), either.Token);
            return tasks.Count == 0
                ? Results.NoContent()
                : Results.Json(PolledTasksResponse.Of(tasks), ServerJsonContext.Answers.PolledTasksResponse);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested)
        {
            // What was taken by then goes back: the worker comes again, to a server that stays.
            return Results.NoContent();
        }
    }
}
