namespace Workflows.Grains.Timers;

/// <summary>
/// What a shard has to wake soon. An execution that was woken without effect comes back after a pause that doubles, so that it cannot be woken in a circle.
/// </summary>
internal sealed class DueQueue
{
    /// <summary>The first pause after a wake without effect.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    private readonly PriorityQueue<string, DateTimeOffset> queue = new();
    private readonly Dictionary<string, DateTimeOffset> dueAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Pause> pauses = new(StringComparer.Ordinal);
    private readonly HashSet<string> underWay = new(StringComparer.Ordinal);

    /// <summary>Executions that were woken without effect and come back; a page has to be larger by as many.</summary>
    public int PausedCount => pauses.Count;

    /// <summary>The next moment; null for none.</summary>
    public DateTimeOffset? NextDue => Peek(out _, out var due) ? due : null;

    /// <summary>Takes note of a wake time. The earliest one counts, and never before a pause is over.</summary>
    public void Add(string id, DateTimeOffset wakeAt)
    {
        if (underWay.Contains(id))
            return;
        if (pauses.TryGetValue(id, out var pause) && wakeAt < pause.Until)
            wakeAt = pause.Until;
        if (dueAt.TryGetValue(id, out var known) && known <= wakeAt)
            return;

        dueAt[id] = wakeAt;
        queue.Enqueue(id, wakeAt);
    }

    /// <summary>Takes the next execution whose moment has come.</summary>
    public string? TakeDue(DateTimeOffset now)
    {
        if (!Peek(out var id, out var due) || due > now)
            return null;

        queue.Dequeue();
        dueAt.Remove(id);
        underWay.Add(id);
        return id;
    }

    /// <summary>A wake is over.</summary>
    /// <param name="hadEffect">False: it is due again after a pause, if its row still says so then.</param>
    public void Woken(string id, bool hadEffect, DateTimeOffset now)
    {
        underWay.Remove(id);
        if (hadEffect)
        {
            pauses.Remove(id);
            return;
        }

        var length = pauses.TryGetValue(id, out var before) && before.Length * 2 < LongestPause ? before.Length * 2 : before.Length;
        if (before.Length == default)
            length = FirstPause;
        pauses[id] = new Pause(now + length, length);
    }

    /// <summary>Forgets pauses that were over long ago: their rows have moved on.</summary>
    public void Trim(DateTimeOffset now)
    {
        foreach (var (id, pause) in pauses)
        {
            if (pause.Until + LongestPause < now)
                pauses.Remove(id);
        }
    }

    // Entries that were overtaken by an earlier time, or are under way, are skipped.
    private bool Peek(out string id, out DateTimeOffset due)
    {
        while (queue.TryPeek(out id!, out due))
        {
            if (dueAt.TryGetValue(id, out var current) && current == due)
                return true;
            queue.Dequeue();
        }
        return false;
    }

    private readonly record struct Pause(DateTimeOffset Until, TimeSpan Length);
}
