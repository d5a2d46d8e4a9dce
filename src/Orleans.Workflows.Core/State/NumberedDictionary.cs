using System.Collections;
using System.Collections.Immutable;

namespace Workflows.Core.State;

/// <summary>
/// An immutable map from numbers, in ascending order. Nearly every execution has one scope and one open step, so that few entries are an array; the thousands
/// of a large Map are a balanced tree.
/// </summary>
/// <typeparam name="T">The type of the values.</typeparam>
public readonly struct NumberedDictionary<T> : IReadOnlyCollection<KeyValuePair<int, T>>
    where T : class
{
    private const int Few = 8;

    private readonly KeyValuePair<int, T>[]? few;
    private readonly ImmutableSortedDictionary<int, T>? many;

    private NumberedDictionary(KeyValuePair<int, T>[] few) => this.few = few;

    private NumberedDictionary(ImmutableSortedDictionary<int, T> many) => this.many = many;

    /// <summary>How many entries there are.</summary>
    public int Count => many?.Count ?? Entries.Length;

    /// <summary>Whether there is no entry.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The numbers, in ascending order.</summary>
    public IEnumerable<int> Keys => this.Select(static entry => entry.Key);

    /// <summary>The values, in the order of their numbers.</summary>
    public IEnumerable<T> Values => this.Select(static entry => entry.Value);

    private KeyValuePair<int, T>[] Entries => few ?? [];

    /// <summary>The value of a number.</summary>
    /// <exception cref="KeyNotFoundException">The number has none.</exception>
    public T this[int number] =>
        TryGetValue(number, out var value) ? value : throw new KeyNotFoundException($"The number {number} has no value.");

    /// <summary>Gets the value of a number, if it has one.</summary>
    public bool TryGetValue(int number, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? value)
    {
        if (many is not null)
            return many.TryGetValue(number, out value);

        var place = Find(number);
        value = place < 0 ? null : Entries[place].Value;
        return place >= 0;
    }

    /// <summary>Whether a number has a value.</summary>
    public bool ContainsKey(int number) => many?.ContainsKey(number) ?? Find(number) >= 0;

    /// <summary>The map with one more entry.</summary>
    /// <exception cref="ArgumentException">The number has a value already.</exception>
    public NumberedDictionary<T> Add(int number, T value) =>
        ContainsKey(number)
            ? throw new ArgumentException($"The number {number} has a value already.", nameof(number))
            : SetItem(number, value);

    /// <summary>The map with more values, which know their numbers.</summary>
    public NumberedDictionary<T> AddRange(IEnumerable<T> values, Func<T, int> number) =>
        Of((many ?? ToTree()).AddRange(values.Select(value => KeyValuePair.Create(number(value), value))));

    /// <summary>The map with another value of a number, or with one more entry.</summary>
    public NumberedDictionary<T> SetItem(int number, T value)
    {
        if (many is not null)
            return new(many.SetItem(number, value));

        var entries = Entries;
        var place = Find(number);
        if (place < 0 && entries.Length == Few)
            return new(ToTree().Add(number, value));

        var changed = new KeyValuePair<int, T>[place < 0 ? entries.Length + 1 : entries.Length];
        var (from, until) = place < 0 ? (~place, ~place) : (place, place + 1);
        Array.Copy(entries, changed, from);
        changed[from] = new(number, value);
        Array.Copy(entries, until, changed, from + 1, entries.Length - until);
        return new(changed);
    }

    /// <summary>The map without a number; the same where it has no value.</summary>
    public NumberedDictionary<T> Remove(int number)
    {
        if (many is not null)
            return Of(many.Remove(number));

        var place = Find(number);
        if (place < 0)
            return this;
        var entries = Entries;
        if (entries.Length == 1)
            return default;

        var changed = new KeyValuePair<int, T>[entries.Length - 1];
        Array.Copy(entries, changed, place);
        Array.Copy(entries, place + 1, changed, place, changed.Length - place);
        return new(changed);
    }

    /// <summary>The map without numbers.</summary>
    public NumberedDictionary<T> RemoveRange(IEnumerable<int> numbers) => Of((many ?? ToTree()).RemoveRange(numbers));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<int, T>> GetEnumerator() =>
        many?.GetEnumerator() ?? ((IEnumerable<KeyValuePair<int, T>>)Entries).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A tree that has shrunk stays one until it is half of what an array may hold: a map at the limit must not be copied over and over.
    private static NumberedDictionary<T> Of(ImmutableSortedDictionary<int, T> tree) => tree.Count <= Few / 2 ? new([.. tree]) : new(tree);

    private ImmutableSortedDictionary<int, T> ToTree() => ImmutableSortedDictionary.CreateRange(Entries);

    private int Find(int number)
    {
        var entries = Entries;
        for (var place = 0; place < entries.Length; place++)
        {
            if (entries[place].Key >= number)
                return entries[place].Key == number ? place : ~place;
        }
        return ~entries.Length;
    }
}
