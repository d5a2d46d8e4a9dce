namespace Workflows.Grains.Children;

/// <summary>
/// How many calls between parents and children are under way at a time: on the silo, and in one tree of executions. A tree that grows fast takes its share, and others find room.
/// </summary>
internal sealed class TreeSlots : IDisposable
{
    private const int MaxCalls = 64;
    private const int MaxCallsOfTree = 16;

    private readonly SemaphoreSlim calls = new(MaxCalls);
    private readonly Dictionary<string, Tree> trees = new(StringComparer.Ordinal);

    /// <summary>Makes a call when there is room for it.</summary>
    /// <param name="root">The execution at the top of the tree.</param>
    public async Task RunAsync(string root, Func<CancellationToken, Task> call, CancellationToken stop)
    {
        var tree = Enter(root);
        try
        {
            await tree.Calls.WaitAsync(stop);
            try
            {
                await calls.WaitAsync(stop);
                try
                {
                    await call(stop);
                }
                finally
                {
                    calls.Release();
                }
            }
            finally
            {
                tree.Calls.Release();
            }
        }
        finally
        {
            Leave(root, tree);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => calls.Dispose();

    private Tree Enter(string root)
    {
        lock (trees)
        {
            if (!trees.TryGetValue(root, out var tree))
                trees.Add(root, tree = new Tree());
            tree.Users++;
            return tree;
        }
    }

    private void Leave(string root, Tree tree)
    {
        lock (trees)
        {
            if (--tree.Users > 0)
                return;
            trees.Remove(root);
            tree.Calls.Dispose();
        }
    }

    private sealed class Tree
    {
        public SemaphoreSlim Calls { get; } = new(MaxCallsOfTree);

        public int Users { get; set; }
    }
}
