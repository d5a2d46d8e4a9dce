using System.Collections.Frozen;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Server.Requests;

/// <summary>The body of an event for an execution.</summary>
public sealed record SendEventBody
{
    private static readonly FrozenSet<string> Members = FrozenSet.Create("name", "payload", "eventId", "correlation");

    /// <summary>The name of the event: what an Event state waits for. Up to 255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it carries, any JSON value of at most 256 KiB; left out: <c>null</c>. It is the result of the state that takes it.</summary>
    public JsonData? Payload { get; init; }

    /// <summary>The sender's id of the event, up to 255 characters: sent again with it, it changes nothing.</summary>
    public string? EventId { get; init; }

    /// <summary>Any JSON value of at most 4 KiB: a state that asks for a correlation takes only an event that has the same.</summary>
    public JsonData? Correlation { get; init; }

    /// <summary>Reads the body of a request.</summary>
    /// <param name="problems">Every mistake; empty when the body is as it should be.</param>
    /// <returns>Null when there are problems.</returns>
    public static SendEventBody? Read(ReadOnlyMemory<byte> body, out IReadOnlyList<Problem> problems)
    {
        var request = RequestObject.Read(body, Members);
        problems = request.Problems;
        if (body.Length > 0 && request.Problems.Count > 0)
            return null;

        var sent = new SendEventBody
        {
            Name = request.PlainText("name", RequestRules.MaxEventTextLength, isRequired: true) ?? "",
            Payload = request.Value("payload"),
            EventId = request.PlainText("eventId", RequestRules.MaxEventTextLength),
            Correlation = request.Value("correlation"),
        };
        if (sent.Correlation?.Size > RequestRules.MaxCorrelationBytes)
            request.Add("correlation", ProblemCodes.InvalidValue, $"A correlation has at most {RequestRules.MaxCorrelationBytes} bytes.");
        return request.Problems.Count == 0 ? sent : null;
    }
}
