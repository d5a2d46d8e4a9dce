using Workflows.Grains.Contracts;
using Workflows.Language.Documents;
using Workflows.Server.Documentation;
using Workflows.Server.Problems;
using Workflows.Server.Requests;

namespace Workflows.Server.Endpoints;

/// <summary>What callbacks and workers say about the attempts that they hold the tokens of.</summary>
public static class TaskEndpoints
{
    private delegate AnswerTaskBody? ReadAnswer(ReadOnlyMemory<byte> body, out IReadOnlyList<Problem> problems);

    /// <summary>Maps the endpoints.</summary>
    public static void MapTasks(this IEndpointRouteBuilder routes)
    {
        MapCallbacks(routes.MapGroup("/callbacks/{token}").WithTags("Tasks"));
        MapWorkers(routes.MapGroup("/tasks/{token}").WithTags("Tasks"));
    }

    private static void MapCallbacks(RouteGroupBuilder callbacks)
    {
        callbacks
            .MapPost(
                "/",
                (string token, ITaskCompletions tasks, RequestLimits limits, HttpContext http) =>
                    AnswerAsync(token, tasks, limits, http, AnswerTaskBody.Read)
            )
            .Describe(
                "callBack",
                "Call back",
                "Ends the attempt that the token belongs to, with an output or an error. The same body again is no mistake."
            )
            .TakesBody<AnswerTaskBody>(Examples.CallBack)
            .Answers(204, "It holds.")
            .Refuses(Refusals);
        callbacks
            .MapPost("/heartbeat", HeartbeatAsync)
            .Describe("heartbeatCallback", "Give a sign of life", "The attempt's heartbeat begins anew.")
            .Answers(204, "It holds.")
            .Refuses(ProblemType.UnknownToken, ProblemType.TokenUsed, ProblemType.Unavailable);
    }

    private static void MapWorkers(RouteGroupBuilder tasks)
    {
        tasks
            .MapPost(
                "/complete",
                (string token, ITaskCompletions all, RequestLimits limits, HttpContext http) =>
                    AnswerAsync(token, all, limits, http, CompleteTaskBody.Read)
            )
            .Describe("completeTask", "Complete a task", "The attempt brought a result. The same body again is no mistake.")
            .TakesBody<CompleteTaskBody>(Examples.CompleteTask, isOptional: true)
            .Answers(204, "It holds.")
            .Refuses(Refusals);
        tasks
            .MapPost(
                "/fail",
                (string token, ITaskCompletions all, RequestLimits limits, HttpContext http) =>
                    AnswerAsync(token, all, limits, http, FailTaskBody.Read)
            )
            .Describe(
                "failTask",
                "Fail a task",
                "The attempt failed: retriers and catchers are asked about the error. The same body again is no mistake."
            )
            .TakesBody<FailTaskBody>(Examples.FailTask)
            .Answers(204, "It holds.")
            .Refuses(Refusals);
        tasks
            .MapPost("/heartbeat", HeartbeatAsync)
            .Describe("heartbeatTask", "Give a sign of life", "The attempt's heartbeat begins anew, and the task stays with its worker.")
            .Answers(204, "It holds.")
            .Refuses(ProblemType.UnknownToken, ProblemType.TokenUsed, ProblemType.Unavailable);
    }

    private static readonly ProblemType[] Refusals =
    [
        ProblemType.InvalidRequest,
        ProblemType.UnknownToken,
        ProblemType.TokenUsed,
        ProblemType.TooLarge,
        ProblemType.UnsupportedMediaType,
        ProblemType.Unavailable,
    ];

    private static async Task<IResult> AnswerAsync(
        string token,
        ITaskCompletions tasks,
        RequestLimits limits,
        HttpContext http,
        ReadAnswer read
    )
    {
        var isOptional = read == CompleteTaskBody.Read;
        var body = await RequestBody.ReadJsonAsync(http.Request, limits.MaxPayloadRequestBytes, isOptional);
        if (body.Refusal is not null)
            return body.Refusal;
        var answer = read(body.Content, out var problems);
        if (answer is null)
            return ProblemAnswer.InvalidRequest(problems);
        if (answer.Output?.Size > limits.MaxInputBytes)
            return new ProblemAnswer(ProblemType.TooLarge, $"The output may have {limits.MaxInputBytes} bytes.");

        var outcome = answer.Output is { } output
            ? await tasks.CompleteAsync(token, output, http.RequestAborted)
            : await tasks.FailAsync(token, answer.Error!, answer.Cause, http.RequestAborted);
        return ResultOf(outcome);
    }

    private static async Task<IResult> HeartbeatAsync(string token, ITaskCompletions tasks, CancellationToken cancellation) =>
        ResultOf(await tasks.HeartbeatAsync(token, cancellation));

    private static IResult ResultOf(TokenOutcome outcome) =>
        outcome switch
        {
            TokenOutcome.Accepted or TokenOutcome.Repeated => Results.NoContent(),
            TokenOutcome.Gone => new ProblemAnswer(
                ProblemType.TokenUsed,
                "The attempt was completed otherwise, timed out or was cancelled."
            ),
            TokenOutcome.NotFound => new ProblemAnswer(ProblemType.UnknownToken),
            TokenOutcome.None => throw new InvalidOperationException("What came with a token has an outcome."),
        };
}
