namespace Workflows.Server.Startup;

/// <summary>The place of one request among those that wait.</summary>
public sealed class WaitingPlace : IDisposable
{
    private readonly WaitingRequests waiting;
    private readonly ConcurrentRequests requests;
    private bool isWaiting;

    internal WaitingPlace(WaitingRequests waiting, ConcurrentRequests requests) => (this.waiting, this.requests) = (waiting, requests);

    /// <summary>The wait begins: from here on the request holds no place among those that are answered.</summary>
    public void BeginWait()
    {
        if (isWaiting)
            return;
        isWaiting = true;
        requests.StepAside();
    }

    /// <summary>The wait is over.</summary>
    public void Dispose()
    {
        if (isWaiting)
            requests.Return();
        isWaiting = false;
        waiting.Leave();
    }
}
