using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Workflows.Core.History;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Server.Documentation;
using Workflows.Server.Problems;
using Workflows.Server.Requests;
using Workflows.Server.Responses;

namespace Workflows.Server.Endpoints;

/// <summary>What happened in an execution: its steps, its history, and the history as it comes.</summary>
public static class ExecutionHistoryEndpoints
{
    /// <summary>Events of an answer, and the most that can be asked for: 500.</summary>
    public const int MaxEvents = 500;

    private const string LastEventId = "Last-Event-ID";

    private static readonly QueryParameter[] Range =
    [
        new("after", QueryParameterType.Integer, "Only events behind this sequence. Default: 0."),
        new("limit", QueryParameterType.Integer, $"Events of an answer, 1 to {MaxEvents}. Default: {MaxEvents}."),
    ];

    private static readonly StepStatus[] Statuses = [.. Enum.GetValues<StepStatus>().Where(status => status != StepStatus.None)];

    private static readonly QueryParameter[] Filters =
    [
        new(
            "status",
            QueryParameterType.Text,
            $"Only steps with this status ({string.Join(", ", Statuses)}); repeated: one of them.",
            MayRepeat: true
        ),
        new("state", QueryParameterType.Text, "Only steps of the state of this name."),
        new("payloads", QueryParameterType.Text, "`false` leaves out `input`, `output` and `variables`. Default: `true`."),
        .. Paging.Parameters,
    ];

    private static readonly QueryParameter Visit = new(
        "visit",
        QueryParameterType.Text,
        "`last` gives the last visit of the state that the id names."
    );

    /// <summary>Maps the endpoints.</summary>
    public static void MapExecutionHistory(this IEndpointRouteBuilder routes)
    {
        var execution = routes.MapGroup("/workflow-executions/{id}").WithTags("Executions");
        execution
            .MapGet("/steps", ListStepsAsync)
            .Describe("listSteps", "List steps", "The steps of an execution, in the order of their numbers. A page ends at 4 MiB, too.")
            .TakesQuery(Filters)
            .Answers<Page<StepResponse>>(200, "A page of steps.")
            .Refuses(ProblemType.InvalidRequest, ProblemType.UnknownExecution);
        execution
            .MapGet("/steps/{**stepId}", GetStepAsync)
            .Describe("getStep", "Get a step", "One step. The id takes the rest of the path; `/steps/@14` is step number 14.")
            .TakesQuery(Visit)
            .Answers<StepResponse>(200, "The step.", Examples.Step)
            .Refuses(ProblemType.InvalidRequest, ProblemType.UnknownExecution, ProblemType.UnknownStep);
        execution
            .MapGet("/history", ReadHistoryAsync)
            .Describe(
                "readHistory",
                "Read the history",
                "The events in order. The next ones follow behind the last `sequence`; a page without events says that there are none. A page ends at 4 MiB, too."
            )
            .TakesQuery(Range)
            .Answers<Page<HistoryEventResponse>>(200, "Events; never a `nextPageToken`.", Examples.History)
            .Refuses(ProblemType.InvalidRequest, ProblemType.UnknownExecution);
        execution
            .MapGet("/stream", StreamAsync)
            .Describe(
                "streamHistory",
                "Follow the history",
                "The history as Server-Sent Events, live: `id` is the sequence, `event` the type, `data` the event as `/history` "
                    + "shows it. The stream ends with the execution; who asks again behind its last event gets 204."
            )
            .TakesHeader(LastEventId, "Begin behind this sequence.")
            .Answers(200, "The stream.")
            .Answers(204, "The execution has ended, and nothing follows.")
            .Refuses(ProblemType.InvalidRequest, ProblemType.UnknownExecution, ProblemType.Unavailable);
    }

    private static async Task<IResult> ListStepsAsync(string id, IExecutions executions, HttpContext http)
    {
        var query = new RequestQuery(http.Request.Query);
        var filter = StepFilter.Read(query, Statuses);
        var paging = Paging.Read(query, $"steps\n{id}\n{filter.Scope}", text => Digits.TryParse(text, out int _));
        if (query.Problems.Count > 0)
            return ProblemAnswer.InvalidRequest(query.Problems);
        // Step numbers count from 1 without gaps, so the number of the last one is where the page begins.
        var skip = paging.After is [var last] && Digits.TryParse(last, out int number) ? number : 0;
        if (await FindStepsAsync(id, executions, filter, skip, paging.Limit, http.RequestAborted) is not { } found)
            return Unknown(id);

        var page = paging.PageOf(
            found,
            step => StepResponse.Of(step, filter.HasPayloads),
            step => [step.Number.ToString(CultureInfo.InvariantCulture)],
            step => step.Bytes
        );
        return Results.Json(page, ServerJsonContext.Answers.PageStepResponse);
    }

    /// <summary>The steps of a page, with what they carry: that of all steps together may be too much.</summary>
    private static async Task<IReadOnlyList<StepRecord>?> FindStepsAsync(
        string id,
        IExecutions executions,
        StepFilter filter,
        int skip,
        int limit,
        CancellationToken cancellation
    )
    {
        // Without a filter it is known beforehand which steps these are.
        var mayCarry = filter is { HasPayloads: true, TakesAll: true };
        var steps = await ReadStepsAsync(id, executions, number => mayCarry && number > skip && number - skip <= limit, cancellation);
        IReadOnlyList<StepRecord>? found = steps is null ? null : [.. steps.Skip(skip).Where(filter.Takes).Take(limit)];
        if (found is null or [] || mayCarry || !filter.HasPayloads)
            return found;

        var numbers = found.Select(step => step.Number).ToHashSet();
        var complete = await ReadStepsAsync(id, executions, numbers.Contains, cancellation);
        return complete is null ? null : [.. found.Select(step => complete[step.Number - 1])];
    }

    private static async Task<IResult> GetStepAsync(string id, string stepId, IExecutions executions, HttpContext http)
    {
        var query = new RequestQuery(http.Request.Query);
        var visit = query.Text("visit");
        if (visit is not (null or "last"))
            query.Add("visit", ProblemCodes.InvalidValue, "The value must be \"last\".");
        if (query.Problems.Count > 0)
            return ProblemAnswer.InvalidRequest(query.Problems);
        if (await ReadStepsAsync(id, executions, static _ => false, http.RequestAborted) is not { } steps)
            return Unknown(id);

        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var number = StepReference.Find(steps, target, isLastVisit: visit is not null)?.Number ?? 0;
        // Once more, with what this one carries: all of them together may be too much.
        var step =
            number == 0 ? null : (await ReadStepsAsync(id, executions, candidate => candidate == number, http.RequestAborted))?[number - 1];
        return step is null
            ? new ProblemAnswer(ProblemType.UnknownStep, $"The execution has no step \"{stepId}\".")
            : Results.Json(StepResponse.Of(step), ServerJsonContext.Answers.StepResponse);
    }

    private static async Task<IResult> ReadHistoryAsync(string id, IExecutions executions, HttpContext http)
    {
        var query = new RequestQuery(http.Request.Query);
        var after = query.Integer("after", 0, 0, long.MaxValue);
        var limit = (int)query.Integer("limit", MaxEvents, 1, MaxEvents);
        if (query.Problems.Count > 0)
            return ProblemAnswer.InvalidRequest(query.Problems);

        var events = RequestRules.CanBeExecutionId(id) ? await executions.ReadHistoryAsync(id, after, limit, http.RequestAborted) : null;
        return events is null
            ? Unknown(id)
            : Results.Json(
                new Page<HistoryEventResponse> { Items = [.. events.Select(HistoryEventResponse.Of)] },
                ServerJsonContext.Answers.PageHistoryEventResponse
            );
    }

    private static async Task<IResult> StreamAsync(string id, IExecutions executions, HttpContext http)
    {
        var after = 0L;
        if (http.Request.Headers.TryGetValue(LastEventId, out var header) && !Digits.TryParse(header.ToString(), out after))
            return ProblemAnswer.InvalidRequest([
                new Problem(ProblemCodes.InvalidValue, "The header must be the id of an event.", new SourcePosition(LastEventId, 0, 0)),
            ]);
        var details = RequestRules.CanBeExecutionId(id) ? await executions.FindAsync(id, http.RequestAborted) : null;
        if (details is null)
            return Unknown(id);
        if (details.State.Status.IsEnded() && after >= details.State.LastSequence)
            return Results.NoContent();
        return new EventStream(cancellation => executions.FollowAsync(id, after, cancellation));
    }

    private static async Task<IReadOnlyList<StepRecord>?> ReadStepsAsync(
        string id,
        IExecutions executions,
        Func<int, bool> keeps,
        CancellationToken cancellation
    ) => RequestRules.CanBeExecutionId(id) ? await executions.ReadStepsAsync(id, keeps, cancellation) : null;

    private static ProblemAnswer Unknown(string id) => new(ProblemType.UnknownExecution, $"There is no execution \"{id}\".");
}
