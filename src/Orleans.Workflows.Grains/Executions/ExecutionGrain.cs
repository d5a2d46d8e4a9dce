using Orleans.Concurrency;
using Orleans.Placement;
using Workflows.Core.Commands;
using Workflows.Core.Work;
using Workflows.Grains.Timers;

namespace Workflows.Grains.Executions;

/// <summary>
/// The shell around one execution. It has no meaning of its own: every call is posted to the <see cref="ExecutionPump"/>, which lets the core decide.
/// </summary>
/// <remarks>It is kept alive until it leaves by itself: Orleans counts only calls as use, and a task may run for hours.</remarks>
[Reentrant]
[KeepAlive]
[PreferLocalPlacement]
[GrainType("workflow-execution")]
internal sealed class ExecutionGrain : Grain, IExecutionGrain
{
    private readonly ExecutionPump pump;
    private readonly SiloDrain drain;

    public ExecutionGrain(ExecutionServices services)
    {
        pump = new ExecutionPump(this, this.GetPrimaryKeyString(), services);
        drain = services.Drain;
    }

    /// <inheritdoc/>
    public Task<Reply> StartAsync(StartMessage message) =>
        drain.IsDraining
            ? Task.FromResult(new Reply(ReplyKind.Refused, default, 0, SiloDrain.RetryAfter))
            : pump.PostAsync(Mail.ForStart(message));

    /// <inheritdoc/>
    public Task<Reply> CancelAsync(string? reason, bool compensate) =>
        pump.PostAsync(Mail.ForCommand(new CancelExecution(reason, compensate)));

    /// <inheritdoc/>
    public Task<Reply> DeliverAsync(OutcomeMessage message) => pump.PostAsync(Mail.ForCommand(message.ToCommand()));

    /// <inheritdoc/>
    public async Task<Reply> UseTokenAsync(string mac, OutcomeMessage message)
    {
        var token = new TaskToken(this.GetPrimaryKeyString(), message.Step, message.Attempt, mac);
        var reply = await pump.PostAsync(Mail.ForToken(message.ToCommand(), token));
        if (reply.Kind == ReplyKind.Accepted && message.Kind == OutcomeKind.Alive)
            await pump.ExtendLeaseAsync(message.Step, message.Attempt);
        return reply;
    }

    /// <inheritdoc/>
    public Task<Reply> EndChildAsync(ChildEndMessage message) => pump.PostAsync(Mail.ForCommand(message.ToCommand()));

    /// <inheritdoc/>
    public Task<Reply> SendEventAsync(EventMessage message) => pump.PostAsync(Mail.ForCommand(message.ToCommand()));

    /// <inheritdoc/>
    public Task<Reply> RedriveAsync() => pump.PostAsync(Mail.ForCommand(new RedriveExecution()));

    /// <inheritdoc/>
    public async Task<bool> WakeAsync()
    {
        var reply = await pump.PostAsync(Mail.ForWake());
        return reply.Kind == ReplyKind.Accepted;
    }

    /// <inheritdoc/>
    public Task<Reply> WaitForChangeAsync(long afterSequence, TimeSpan atMost) => pump.WaitForChangeAsync(afterSequence, atMost);

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        pump.StopAsync(cancellationToken);
}
