using System.Collections.Frozen;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Server.Requests;

/// <summary>The body of a callback: an output, or an error.</summary>
public sealed record AnswerTaskBody
{
    private static readonly FrozenSet<string> Members = FrozenSet.Create("output", "error", "cause");

    /// <summary>What the task brought, any JSON value of at most 256 KiB.</summary>
    public JsonData? Output { get; init; }

    /// <summary>
    /// The name of the error that it failed with, up to 256 characters: what retriers and catchers match. A reserved name, beginning with <c>States.</c>, becomes
    /// <c>States.TaskFailed</c>.
    /// </summary>
    public string? Error { get; init; }

    /// <summary>A sentence about the error, up to 32,768 characters.</summary>
    public string? Cause { get; init; }

    /// <summary>Reads the body of a callback.</summary>
    /// <param name="problems">Every mistake; empty when the body is as it should be.</param>
    /// <returns>Null when there are problems.</returns>
    public static AnswerTaskBody? Read(ReadOnlyMemory<byte> body, out IReadOnlyList<Problem> problems)
    {
        var request = RequestObject.Read(body, Members);
        problems = request.Problems;
        if (request.Problems.Count > 0)
            return null;

        var answer = new AnswerTaskBody
        {
            Output = request.Value("output"),
            Error = ErrorOf(request, isRequired: false),
            Cause = CauseOf(request),
        };
        if (request.Problems.Count == 0 && (answer.Output is null) == (answer.Error is null))
            request.Miss("Give either \"output\" or \"error\".");
        else if (request.Problems.Count == 0 && answer is { Error: null, Cause: not null })
            request.Miss("A \"cause\" belongs to an \"error\".");
        return request.Problems.Count == 0 ? answer : null;
    }

    /// <summary>The name of an error.</summary>
    internal static string? ErrorOf(RequestObject request, bool isRequired) =>
        request.PlainText("error", RequestRules.MaxErrorLength, isRequired);

    /// <summary>The cause of an error; it may have lines.</summary>
    internal static string? CauseOf(RequestObject request)
    {
        var cause = request.Text("cause");
        if (cause?.Length > RequestRules.MaxCauseLength)
            request.Add("cause", ProblemCodes.InvalidValue, $"A cause has at most {RequestRules.MaxCauseLength} characters.");
        return cause;
    }
}

/// <summary>The body with which a worker completes a task; it may be left out.</summary>
public sealed record CompleteTaskBody
{
    private static readonly FrozenSet<string> Members = FrozenSet.Create("output");

    /// <summary>What the task brought, any JSON value of at most 256 KiB; left out: <c>null</c>.</summary>
    public JsonData? Output { get; init; }

    /// <summary>Reads the body of a request.</summary>
    /// <param name="problems">Every mistake; empty when the body is as it should be.</param>
    /// <returns>Null when there are problems.</returns>
    public static AnswerTaskBody? Read(ReadOnlyMemory<byte> body, out IReadOnlyList<Problem> problems)
    {
        var request = RequestObject.Read(body, Members);
        problems = request.Problems;
        return request.Problems.Count == 0 ? new AnswerTaskBody { Output = request.Value("output") ?? JsonData.Null } : null;
    }
}

/// <summary>The body with which a worker fails a task.</summary>
public sealed record FailTaskBody
{
    private static readonly FrozenSet<string> Members = FrozenSet.Create("error", "cause");

    /// <summary>
    /// The name of the error, up to 256 characters: what retriers and catchers match. A reserved name, beginning with <c>States.</c>, becomes <c>States.TaskFailed</c>.
    /// </summary>
    public required string Error { get; init; }

    /// <summary>A sentence about the error, up to 32,768 characters.</summary>
    public string? Cause { get; init; }

    /// <summary>Reads the body of a request.</summary>
    /// <param name="problems">Every mistake; empty when the body is as it should be.</param>
    /// <returns>Null when there are problems.</returns>
    public static AnswerTaskBody? Read(ReadOnlyMemory<byte> body, out IReadOnlyList<Problem> problems)
    {
        var request = RequestObject.Read(body, Members);
        problems = request.Problems;
        if (body.Length > 0 && request.Problems.Count > 0)
            return null;

        var answer = new AnswerTaskBody
        {
            Error = AnswerTaskBody.ErrorOf(request, isRequired: true),
            Cause = AnswerTaskBody.CauseOf(request),
        };
        return request.Problems.Count == 0 ? answer : null;
    }
}
