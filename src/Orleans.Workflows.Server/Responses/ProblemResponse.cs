using Workflows.Language.Documents;

namespace Workflows.Server.Responses;

/// <summary>Problem details (RFC 9457): what every call answers that did not do what was asked.</summary>
public sealed record ProblemResponse
{
    /// <summary>Which kind of problem; stable, one of the list in <c>docs/api.md</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The kind in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What was wrong this time.</summary>
    public string? Detail { get; init; }

    /// <summary>Every single mistake, where a document or a request is at fault.</summary>
    public IReadOnlyList<ProblemItem>? Errors { get; init; }
}

/// <summary>One mistake in a document or a request.</summary>
public sealed record ProblemItem
{
    /// <summary>JSON path of the value (<c>$.states.ship.next</c>); of a query parameter <c>?name</c>, of a header its name.</summary>
    public required string Path { get; init; }

    /// <summary>Line, counted from 1; absent where there are no lines.</summary>
    public int? Line { get; init; }

    /// <summary>Column, counted from 1; absent where there are no lines.</summary>
    public int? Column { get; init; }

    /// <summary>Stable code.</summary>
    public required string Code { get; init; }

    /// <summary>What is wrong and how to mend it.</summary>
    public required string Message { get; init; }

    /// <summary><c>warning</c> for what does not stand in the way; absent for errors.</summary>
    public string? Severity { get; init; }

    /// <summary>The mistake as it goes out.</summary>
    public static ProblemItem Of(Problem problem) =>
        new()
        {
            Path = problem.Position.Path,
            Line = problem.Position.Line > 0 ? problem.Position.Line : null,
            Column = problem.Position.Line > 0 ? problem.Position.Column : null,
            Code = problem.Code,
            Message = problem.Message,
            Severity = problem.Severity == Language.Documents.Severity.Warning ? "warning" : null,
        };
}
