using Microsoft.Extensions.Hosting;
using Workflows.Journal.Appending;

namespace Workflows.Journal.Composition;

/// <summary>
/// Makes the database ready before anything else of the host starts, and writes what is queued after everything else has stopped: it must
/// be the first
/// hosted service.
/// </summary>
internal sealed class JournalService(GroupCommitJournal journal) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => journal.StartAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken) => await journal.DisposeAsync();
}
