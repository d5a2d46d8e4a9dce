using System.Collections.Immutable;

namespace Workflows.Core.State;

/// <summary>
/// How often each state was entered; immutable. The few states of most workflows are an array in the order of their first visits, where a name is found by
/// its reference: names come from the definition. Many are a sorted dictionary.
/// </summary>
public readonly struct VisitCounts
{
    private const int Few = 16;

    private readonly KeyValuePair<string, int>[]? few;
    private readonly ImmutableSortedDictionary<string, int>? many;

    private VisitCounts(KeyValuePair<string, int>[] few) => this.few = few;

    private VisitCounts(ImmutableSortedDictionary<string, int> many) => this.many = many;

    /// <summary>The states that were entered, each with its count.</summary>
    public IReadOnlyCollection<KeyValuePair<string, int>> All => many is null ? Entries : many;

    private KeyValuePair<string, int>[] Entries => few ?? [];

    /// <summary>How often a state was entered.</summary>
    public int this[string state]
    {
        get
        {
            if (many is not null)
                return many.GetValueOrDefault(state);
            var place = Find(state);
            return place < 0 ? 0 : Entries[place].Value;
        }
    }

    /// <summary>The counts with another one for a state.</summary>
    public VisitCounts With(string state, int count)
    {
        if (many is not null)
            return new(many.SetItem(state, count));

        var entries = Entries;
        var place = Find(state);
        if (place < 0 && entries.Length == Few)
            return new(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, entries).Add(state, count));

        var changed = new KeyValuePair<string, int>[place < 0 ? entries.Length + 1 : entries.Length];
        Array.Copy(entries, changed, entries.Length);
        changed[place < 0 ? entries.Length : place] = new(state, count);
        return new(changed);
    }

    private int Find(string state)
    {
        var entries = Entries;
        for (var place = 0; place < entries.Length; place++)
        {
            if (ReferenceEquals(entries[place].Key, state))
                return place;
        }
        for (var place = 0; place < entries.Length; place++)
        {
            if (string.Equals(entries[place].Key, state, StringComparison.Ordinal))
                return place;
        }
        return -1;
    }
}
