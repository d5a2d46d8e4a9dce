using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Workflows.Testing;

/// <summary>Waits for what happens elsewhere, without guessing how long it takes.</summary>
public static class Poll
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns as soon as the condition holds.</summary>
    /// <param name="condition">Asked again and again.</param>
    /// <param name="deadline">How long at the most. Default: 30 s.</param>
    /// <param name="pause">Between two questions; longer where the question itself is work. Default: 10 ms.</param>
    /// <param name="expression">The condition as written, for the message.</param>
    /// <exception cref="TimeoutException">It did not hold in time.</exception>
    public static Task UntilAsync(
        Func<bool> condition,
        TimeSpan? deadline = null,
        TimeSpan? pause = null,
        [CallerArgumentExpression(nameof(condition))] string expression = ""
    ) => UntilAsync(() => Task.FromResult(condition()), deadline, pause, expression);

    /// <inheritdoc cref="UntilAsync(Func{bool}, TimeSpan?, TimeSpan?, string)"/>
    public static async Task UntilAsync(
        Func<Task<bool>> condition,
        TimeSpan? deadline = null,
        TimeSpan? pause = null,
        [CallerArgumentExpression(nameof(condition))] string expression = ""
    )
    {
        var limit = deadline ?? TimeSpan.FromSeconds(30);
        var began = Stopwatch.GetTimestamp();
        while (!await condition().ConfigureAwait(false))
        {
            if (Stopwatch.GetElapsedTime(began) > limit)
                throw new TimeoutException($"Did not hold within {limit.TotalSeconds:F0} s: {expression}");
            await Task.Delay(pause ?? ShortPause).ConfigureAwait(false);
        }
    }
}
