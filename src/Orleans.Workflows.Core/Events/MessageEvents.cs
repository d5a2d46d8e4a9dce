using Workflows.Language.Data;

namespace Workflows.Core.Events;

/// <summary>An Event state began to wait.</summary>
/// <param name="Name">The name of the event that it waits for.</param>
/// <param name="Correlation">What the event's correlation must equal; null for any.</param>
/// <param name="DueAt">When it gives up; null for never.</param>
public sealed record EventAwaited(DateTimeOffset At, int Step, string Name, JsonData? Correlation, DateTimeOffset? DueAt)
    : ExecutionEvent(EventKind.EventAwaited, At, Step)
{
    private protected override int ValueBytes => Correlation?.Size ?? 0;
}

/// <summary>Somebody sent an event; it is kept until a state takes it.</summary>
/// <param name="Id">The sender's id, by which a repeat is known; null for none.</param>
public sealed record EventReceived(DateTimeOffset At, string? Id, string Name, JsonData? Correlation, JsonData Payload)
    : ExecutionEvent(EventKind.EventReceived, At, 0)
{
    private protected override int ValueBytes => Payload.Size + (Correlation?.Size ?? 0);
}

/// <summary>A state took an event: nobody else gets it.</summary>
/// <param name="Event">The sequence at which the event was received.</param>
public sealed record EventConsumed(DateTimeOffset At, int Step, long Event) : ExecutionEvent(EventKind.EventConsumed, At, Step);

/// <summary>No event came in time.</summary>
public sealed record EventTimedOut(DateTimeOffset At, int Step) : ExecutionEvent(EventKind.EventTimedOut, At, Step);

/// <summary>A child execution that nobody waits for any more has been told to end; or there was none.</summary>
/// <param name="Child">The id of the child.</param>
public sealed record ChildCancelled(DateTimeOffset At, string Child) : ExecutionEvent(EventKind.ChildCancelled, At, 0);

/// <summary>The execution that waited for this one knows how it ended.</summary>
public sealed record ParentNotified(DateTimeOffset At) : ExecutionEvent(EventKind.ParentNotified, At, 0);
