using Workflows.Journal.Composition;
using Workflows.Journal.Storage;

namespace Workflows.Journal.Tests.Contract;

/// <summary>What every journal does, whatever database is below it. The subclasses say which, and whether it fails all the time.</summary>
public abstract partial class JournalContract(JournalProvider provider, int? faultSeed) : IAsyncLifetime
{
    private TestDatabase database = null!;
    private JournalUnderTest under = null!;

    private protected IJournal Journal => under.Journal;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(provider);
        under = await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await under.DisposeAsync();
        database.Dispose();
    }

    private Task<JournalUnderTest> StartAsync() =>
        JournalUnderTest.StartAsync(database.Options, faultSeed is { } seed ? store => new FaultyStore(store, seed) : null);

    private async Task RestartAsync()
    {
        await under.DisposeAsync();
        under = await StartAsync();
    }
}
