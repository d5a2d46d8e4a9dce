using System.Collections.Concurrent;
using System.Diagnostics;

namespace Workflows.Chaos.Tests.Load;

/// <summary>Starts executions over several connections, and remembers how each start was answered.</summary>
internal sealed class StartDriver(IReadOnlyList<StartConnection> connections, int firstNumber)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    private readonly ConcurrentQueue<string> accepted = new();
    private readonly ConcurrentQueue<StartAnswer> wrong = new();
    private int number = firstNumber - 1;
    private int refused;
    private int missed;

    /// <summary>The ids of the accepted executions.</summary>
    public IReadOnlyCollection<string> Accepted => accepted;

    /// <summary>Answers that are neither 2xx nor a refusal that says when to come again.</summary>
    public IReadOnlyCollection<StartAnswer> Wrong => wrong;

    /// <summary>How many were refused.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>How many could not be sent at their time, because every connection waited for an answer.</summary>
    public int Missed => missed;

    /// <summary>The number of the next start.</summary>
    public int Next => Volatile.Read(ref number) + 1;

    /// <summary>On each connection the next start follows the answer to the one before, after the pause that a refusal asks for and a part of it, so that they do not come back together.</summary>
    public Task RunPatientlyAsync(TimeSpan duration)
    {
        var began = Stopwatch.GetTimestamp();
        return Task.WhenAll(connections.Select(RunAsync));

        async Task RunAsync(StartConnection connection)
        {
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                if (await StartOneAsync(connection) is { IsRefused: true, RetryAfter: { } pause })
                    await Task.Delay(pause * (1 + Random.Shared.NextDouble()));
            }
        }
    }

    /// <summary>Sends so many starts a second, whatever becomes of them; returns when all are answered.</summary>
    public async Task FloodAsync(double perSecond, TimeSpan duration)
    {
        var idle = new ConcurrentStack<StartConnection>(connections);
        var answers = new List<Task>();
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Tick);
        for (var sent = 0; Stopwatch.GetElapsedTime(began) is var elapsed && elapsed < duration; await timer.WaitForNextTickAsync())
        {
            for (var due = (int)(elapsed.TotalSeconds * perSecond); sent < due; sent++)
            {
                if (idle.TryPop(out var connection))
                    answers.Add(SendAsync(connection));
                else
                    missed++;
            }
        }
        await Task.WhenAll(answers);

        async Task SendAsync(StartConnection connection)
        {
            await StartOneAsync(connection);
            idle.Push(connection);
        }
    }

    private async Task<StartAnswer> StartOneAsync(StartConnection connection)
    {
        var mine = Interlocked.Increment(ref number);
        var answer = await connection.StartAsync(mine);
        if (answer.IsAccepted)
            accepted.Enqueue(StartConnection.IdOf(mine));
        else if (answer.IsRefused)
            Interlocked.Increment(ref refused);
        else
            wrong.Enqueue(answer);
        return answer;
    }
}
