namespace Workflows.Language.Data;

/// <summary>The names of the objects that are open while JSON is read, to find duplicates. Small objects, the common case, allocate next to nothing.</summary>
internal sealed class NamesInScope
{
    // Up to here comparing one by one is cheaper than hashing.
    private const int FewNames = 12;

    private readonly List<ReadOnlyMemory<byte>> names = [];
    private readonly Stack<(int Start, HashSet<ReadOnlyMemory<byte>>? Many)> open = [];

    /// <summary>An object begins.</summary>
    public void Open() => open.Push((names.Count, null));

    /// <summary>The innermost object ends.</summary>
    public void Close()
    {
        var (start, _) = open.Pop();
        names.RemoveRange(start, names.Count - start);
    }

    /// <summary>Adds a name to the innermost object; false when it is there already.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> name)
    {
        var (start, many) = open.Peek();
        if (many is not null)
            return many.Add(name);
        for (var i = start; i < names.Count; i++)
        {
            if (names[i].Span.SequenceEqual(name.Span))
                return false;
        }
        names.Add(name);
        if (names.Count - start > FewNames)
        {
            open.Pop();
            open.Push((start, new HashSet<ReadOnlyMemory<byte>>(names.Skip(start), BytesComparer.Instance)));
        }
        return true;
    }

    private sealed class BytesComparer : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static readonly BytesComparer Instance = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> obj)
        {
            // Seeded per process, so that nobody can choose names that collide.
            var hash = new HashCode();
            hash.AddBytes(obj.Span);
            return hash.ToHashCode();
        }
    }
}
