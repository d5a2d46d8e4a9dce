using Microsoft.AspNetCore.Connections;

namespace Workflows.Server.Startup;

/// <summary>
/// Bounds the open connections. Where all places are taken, one that nobody uses makes room for the next: first one that has sent no request yet, then one that is idle between
/// two requests, always that which has been idle for longest. So connections that do nothing keep nobody out, not even the probes.
/// </summary>
public sealed partial class OpenConnections
{
    /// <summary>How long a connection may be open before its first request is there: 15 s. Later ones have Kestrel's time-outs.</summary>
    public static readonly TimeSpan LongestWithoutRequest = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan PauseBetweenWarnings = TimeSpan.FromSeconds(10);

    private readonly int most;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Lock gate = new();
    private readonly LinkedList<OpenConnection> unused = new();
    private readonly LinkedList<OpenConnection> idle = new();
    private int open;
    private long? warnedAt;

    /// <summary>Takes the setting, or what the limit of open files leaves: a connection that cannot be accepted would never be counted.</summary>
    public OpenConnections(ServerOptions options, TimeProvider time, ILogger<OpenConnections> logger)
    {
        (most, this.time, this.logger) = (options.MaxConnections, time, logger);
        // A quarter is for the database, other servers, and what tasks call.
        if (OpenFiles.Limit is { } files && files - (files / 4) is var possible && possible < most)
        {
            most = possible;
            LogFewFiles(files, most, options.MaxConnections);
        }
    }

    /// <summary>Serves a connection, or closes it where every other one is in use.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var entry = new OpenConnection(this, connection, time.GetTimestamp());
        if (!TryAdmit(entry))
        {
            connection.Abort(new ConnectionAbortedException("All connections are in use."));
            return;
        }

        try
        {
            connection.Features.Set(entry);
            entry.CloseIfUnused();
            await next(connection);
        }
        finally
        {
            Leave(entry);
        }
    }

    /// <summary>Notes that the connection of a request is in use until the answer is sent.</summary>
    public static Task NoteUseAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<OpenConnection>() is { } connection)
        {
            connection.BeginRequest();
            http.Response.OnCompleted(
                static state =>
                {
                    ((OpenConnection)state).EndRequest();
                    return Task.CompletedTask;
                },
                connection
            );
        }
        return next(http);
    }

    internal void BeginUse(OpenConnection entry)
    {
        lock (gate)
            entry.Place.List?.Remove(entry.Place);
    }

    internal void EndUse(OpenConnection entry)
    {
        lock (gate)
        {
            if (!entry.HasLeft && entry.Place.List is null)
                idle.AddLast(entry.Place);
        }
    }

    internal bool IsOverdue(OpenConnection entry) => time.GetElapsedTime(entry.OpenedAt) >= LongestWithoutRequest;

    private bool TryAdmit(OpenConnection entry)
    {
        OpenConnection? victim = null;
        bool isAdmitted;
        lock (gate)
        {
            if (open >= most)
            {
                victim = (unused.First ?? idle.First)?.Value;
                if (victim is not null)
                    Remove(victim);
            }
            isAdmitted = open < most;
            if (isAdmitted)
            {
                open++;
                unused.AddLast(entry.Place);
            }
        }

        victim?.Close();
        if (!isAdmitted)
            Warn();
        return isAdmitted;
    }

    private void Leave(OpenConnection entry)
    {
        lock (gate)
            Remove(entry);
    }

    private void Remove(OpenConnection entry)
    {
        if (entry.HasLeft)
            return;
        entry.HasLeft = true;
        entry.Place.List?.Remove(entry.Place);
        open--;
    }

    private void Warn()
    {
        lock (gate)
        {
            if (warnedAt is { } before && time.GetElapsedTime(before) < PauseBetweenWarnings)
                return;
            warnedAt = time.GetTimestamp();
        }
        LogAllInUse(most);
    }
}
