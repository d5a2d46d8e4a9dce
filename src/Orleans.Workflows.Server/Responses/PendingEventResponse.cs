using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Server.Responses;

/// <summary>An event that was sent to an execution and that no state has taken yet.</summary>
public sealed record PendingEventResponse
{
    /// <summary>The sequence in the history at which it came; events are taken in this order.</summary>
    public required long Sequence { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What a waiting state may ask for.</summary>
    public JsonData? Correlation { get; init; }

    /// <summary>What it carries.</summary>
    public required JsonData Payload { get; init; }

    /// <summary>The event as it goes out.</summary>
    public static PendingEventResponse Of(PendingEvent pending) =>
        new()
        {
            Sequence = pending.Sequence,
            Name = pending.Name,
            Correlation = pending.Correlation,
            Payload = pending.Payload,
        };
}

/// <summary>What became of an event that was sent.</summary>
public sealed record EventSentResponse
{
    /// <summary>Why the event will probably never be taken.</summary>
    public string? Warning { get; init; }
}
