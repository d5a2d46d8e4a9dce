using Microsoft.Extensions.Hosting;
using Workflows.Journal.Appending;

namespace Workflows.Journal.Composition;

/// <summary>
/// Makes the database ready before anything else of the host starts, and writes what is queued after everything else has stopped: it must
/// be the first
/// hosted service.
/// </summary>
internal sealed class JournalService(GroupCommitJournal journal, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    private CancellationTokenRegistration registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        registration = lifetime.ApplicationStopping.UnsafeRegister(static state => ((GroupCommitJournal)state!).BeginToStop(), journal);
        return journal.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await journal.DisposeAsync();

    public void Dispose() => registration.Dispose();
}
