using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Workflows.Server.Startup;

/// <summary>One open connection, as <see cref="OpenConnections"/> counts it.</summary>
internal sealed class OpenConnection
{
    private readonly OpenConnections all;
    private readonly ConnectionContext connection;
    private int requests;
    private volatile bool isUsed;

    public OpenConnection(OpenConnections all, ConnectionContext connection, long openedAt)
    {
        (this.all, this.connection, OpenedAt) = (all, connection, openedAt);
        Place = new LinkedListNode<OpenConnection>(this);
    }

    /// <summary>When it was opened, as a timestamp of the clock.</summary>
    public long OpenedAt { get; }

    /// <summary>Its place in the order of those that nobody uses. It belongs to <see cref="OpenConnections"/>.</summary>
    public LinkedListNode<OpenConnection> Place { get; }

    /// <summary>Whether it is counted no more. It belongs to <see cref="OpenConnections"/>.</summary>
    public bool HasLeft { get; set; }

    /// <summary>A request has come. With HTTP/2 several may be under way.</summary>
    public void BeginRequest()
    {
        isUsed = true;
        if (Interlocked.Increment(ref requests) == 1)
            all.BeginUse(this);
    }

    /// <summary>A request has been answered.</summary>
    public void EndRequest()
    {
        if (Interlocked.Decrement(ref requests) == 0)
            all.EndUse(this);
    }

    /// <summary>Looks once a second whether the first request is overdue.</summary>
    public void CloseIfUnused() =>
        connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static state => ((OpenConnection)state).Look(), this);

    /// <summary>Makes room for another one.</summary>
    public void Close() => connection.Abort(new ConnectionAbortedException("Another connection needs the place of this idle one."));

    private void Look()
    {
        if (!isUsed && all.IsOverdue(this))
            connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }
}
