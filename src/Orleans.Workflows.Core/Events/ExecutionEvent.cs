namespace Workflows.Core.Events;

/// <summary>
/// One thing that happened to an execution. Carries values, never expressions: what was evaluated or drawn is in here, so that the fold evaluates nothing.
/// The family is closed: one subclass per <see cref="EventKind"/>.
/// </summary>
/// <param name="Kind">The type.</param>
/// <param name="At">When it happened, to the millisecond; never before the event that precedes it.</param>
/// <param name="Step">The number of the step that it is about; 0 where it is about the execution as a whole.</param>
public abstract record ExecutionEvent(EventKind Kind, DateTimeOffset At, int Step)
{
    // Type, time, step and names.
    private const int BytesBesidesValues = 64;

    /// <summary>What it weighs in the history, in bytes, about.</summary>
    internal int Bytes => BytesBesidesValues + ValueBytes;

    /// <summary>What the values in it weigh, in bytes.</summary>
    private protected virtual int ValueBytes => 0;
}
