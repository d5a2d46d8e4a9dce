using Workflows.Language.Data;

namespace Workflows.Grains.Contracts;

/// <summary>Something that happened outside, for an Event state of an execution.</summary>
/// <param name="Name">The event's name; a state waits for one by name.</param>
/// <param name="Payload">What it carries: the result of the state that takes it.</param>
/// <param name="EventId">The sender's id, by which a repeat is known; null for none.</param>
/// <param name="Correlation">What a waiting state may ask for; null for nothing.</param>
public sealed record ExternalEvent(string Name, JsonData Payload, string? EventId = null, JsonData? Correlation = null);

/// <summary>What became of an event that was sent to an execution.</summary>
public enum SendEventOutcome
{
    /// <summary>No outcome; rejected.</summary>
    None = 0,

    /// <summary>It is kept: a state that waits takes it now, else one that comes to wait for it.</summary>
    Accepted,

    /// <summary>As <see cref="Accepted"/>, but no Event state of the workflow has the event's name: nothing will take it.</summary>
    AcceptedUnknown,

    /// <summary>An event with the same id was sent before; nothing changes.</summary>
    Repeated,

    /// <summary>The execution has ended, or is undoing what it did.</summary>
    AlreadyEnded,

    /// <summary>Too many events wait already for a state that takes them.</summary>
    TooMany,

    /// <summary>There is no such execution.</summary>
    NotFound,
}

/// <summary>What became of the wish that an execution goes on from where it failed.</summary>
public enum RedriveOutcome
{
    /// <summary>No outcome; rejected.</summary>
    None = 0,

    /// <summary>It goes on, as another run of the same history.</summary>
    Redriven,

    /// <summary>It has not failed, timed out or been cancelled; or it has begun to undo what it did.</summary>
    NotRedrivable,

    /// <summary>There is no such execution.</summary>
    NotFound,
}
