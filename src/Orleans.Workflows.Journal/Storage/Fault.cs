namespace Workflows.Journal.Storage;

/// <summary>A failed read or write.</summary>
/// <param name="Kind">What it means for those who wait for it.</param>
/// <param name="Reason">What is wrong, in words that can stand after a colon: "the disk is full". Shown to clients: no address, no SQL.</param>
/// <param name="StopsReads">Whether reads fail as well: nothing was answered at all.</param>
internal readonly record struct Fault(FaultKind Kind, string Reason, bool StopsReads = false);
