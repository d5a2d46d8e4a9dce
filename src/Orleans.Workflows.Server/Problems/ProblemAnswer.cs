using System.Globalization;
using System.Text.Json;
using Workflows.Language.Documents;
using Workflows.Language.Reading;
using Workflows.Server.Responses;

namespace Workflows.Server.Problems;

/// <summary>Answers a request with problem details.</summary>
/// <param name="type">Which kind.</param>
/// <param name="detail">What was wrong this time; null for nothing to add.</param>
public sealed class ProblemAnswer(ProblemType type, string? detail = null) : IResult
{
    /// <summary>Every single mistake; null where there is no list.</summary>
    public IReadOnlyList<Problem>? Errors { get; init; }

    /// <summary>When to come again; null for no word about it.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The status where the framework chose one that has no kind of its own.</summary>
    public int Status { get; init; } = type.Status;

    /// <summary>The answer to a request with mistakes in it.</summary>
    public static ProblemAnswer InvalidRequest(IReadOnlyList<Problem> errors) => new(ProblemType.InvalidRequest) { Errors = errors };

    /// <summary>The answer to a request about an execution that does not exist.</summary>
    public static ProblemAnswer UnknownExecution(string id) =>
        new(
            ProblemType.UnknownExecution,
            $"There is no execution \"{Suggestions.Shorten(id)}\": it was never started, or it has been removed. GET /workflow-executions lists those that exist."
        );

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "application/problem+json";
        if (RetryAfter is { } pause)
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

        var body = new ProblemResponse
        {
            Type = type.Uri,
            Title = type.Title,
            Status = Status,
            Detail = detail,
            Errors = Errors is null ? null : [.. Errors.Select(ProblemItem.Of)],
        };
        await JsonSerializer.SerializeAsync(response.Body, body, ServerJsonContext.Answers.ProblemResponse, httpContext.RequestAborted);
    }
}
