namespace Workflows.Benchmarks.Handlers;

/// <summary>Numbers that a handler notes for its workload, in their order.</summary>
internal sealed class HandlerNotes
{
    private readonly Lock gate = new();
    private readonly List<long> numbers = [];

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (gate)
                return numbers.Count;
        }
    }

    /// <summary>Notes a number.</summary>
    public void Add(long number)
    {
        lock (gate)
            numbers.Add(number);
    }

    /// <summary>All of them.</summary>
    public long[] ToArray()
    {
        lock (gate)
            return [.. numbers];
    }
}
