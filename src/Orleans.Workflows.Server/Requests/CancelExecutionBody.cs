using System.Collections.Frozen;
using Workflows.Language.Documents;

namespace Workflows.Server.Requests;

/// <summary>The body of a cancellation; it may be left out.</summary>
public sealed record CancelExecutionBody
{
    private static readonly FrozenSet<string> Members = FrozenSet.Create("reason", "compensate");

    /// <summary>Why; it becomes the execution's <c>cause</c>. At most 1,000 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether what was done is to be undone first; left out: no.</summary>
    public bool? Compensate { get; init; }

    /// <summary>Reads the body of a request.</summary>
    /// <param name="problems">Every mistake; empty when the body is as it should be.</param>
    /// <returns>Null when there are problems.</returns>
    public static CancelExecutionBody? Read(ReadOnlyMemory<byte> body, out IReadOnlyList<Problem> problems)
    {
        var request = RequestObject.Read(body, Members);
        problems = request.Problems;
        if (request.Problems.Count > 0)
            return null;

        var cancel = new CancelExecutionBody { Reason = request.Text("reason"), Compensate = request.Boolean("compensate") };
        if (cancel.Reason?.Length > RequestRules.MaxReasonLength)
            request.Add("reason", ProblemCodes.InvalidValue, $"A reason has at most {RequestRules.MaxReasonLength} characters.");
        return request.Problems.Count == 0 ? cancel : null;
    }
}
