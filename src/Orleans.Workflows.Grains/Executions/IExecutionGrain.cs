namespace Workflows.Grains.Executions;

/// <summary>One execution; the key is its id. Every call only posts to the mailbox and waits for the answer, none longer than 10 s by intention.</summary>
[Alias("workflows.execution")]
internal interface IExecutionGrain : IGrainWithStringKey
{
    /// <summary>Starts the execution, or finds that it was started before.</summary>
    [Alias("start")]
    Task<Reply> StartAsync(StartMessage message);

    /// <summary>Ends the execution.</summary>
    [Alias("cancel")]
    Task<Reply> CancelAsync(string? reason, bool compensate);

    /// <summary>Brings the outcome of an attempt whose activation is gone.</summary>
    [Alias("deliver")]
    Task<Reply> DeliverAsync(OutcomeMessage message);

    /// <summary>Brings the outcome of an attempt from whoever was given its token.</summary>
    /// <param name="mac">What proves that the token was given away for this attempt.</param>
    /// <param name="message">The outcome.</param>
    /// <returns><see cref="ReplyKind.NotFound"/> for a forged token.</returns>
    [Alias("token")]
    Task<Reply> UseTokenAsync(string mac, OutcomeMessage message);

    /// <summary>A child has ended.</summary>
    [Alias("child")]
    Task<Reply> EndChildAsync(ChildEndMessage message);

    /// <summary>Somebody sends an event.</summary>
    [Alias("event")]
    Task<Reply> SendEventAsync(EventMessage message);

    /// <summary>Goes on from where it failed.</summary>
    [Alias("redrive")]
    Task<Reply> RedriveAsync();

    /// <summary>Something may be due, or its silo may be gone.</summary>
    /// <returns>Whether it changed anything.</returns>
    [Alias("wake")]
    Task<bool> WakeAsync();

    /// <summary>Waits until there are events after a sequence, or the execution has ended.</summary>
    /// <param name="atMost">At most 10 s; the caller repeats the call.</param>
    [Alias("wait")]
    Task<Reply> WaitForChangeAsync(long afterSequence, TimeSpan atMost);
}
