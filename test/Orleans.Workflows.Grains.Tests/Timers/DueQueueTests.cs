using Workflows.Grains.Timers;

namespace Workflows.Grains.Tests.Timers;

public sealed class DueQueueTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly DueQueue queue = new();

    [Fact]
    public void Nothing_is_taken_before_its_time()
    {
        queue.Add("a", Noon);

        Assert.Null(queue.TakeDue(Noon.AddMilliseconds(-1)));
        Assert.Equal("a", queue.TakeDue(Noon));
        Assert.Null(queue.TakeDue(Noon));
    }

    [Fact]
    public void An_earlier_time_replaces_a_later_one_and_is_taken_once()
    {
        queue.Add("a", Noon.AddSeconds(5));
        queue.Add("a", Noon);
        queue.Add("a", Noon.AddSeconds(9));

        Assert.Equal("a", queue.TakeDue(Noon));
        Assert.Null(queue.TakeDue(Noon.AddSeconds(10)));
    }

    [Fact]
    public void A_wake_without_effect_comes_back_after_a_pause_that_doubles()
    {
        var now = Noon;
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 64, 64 })
        {
            queue.Add("a", now);
            Assert.Equal("a", queue.TakeDue(now));
            queue.Woken("a", hadEffect: false, now);
            queue.Add("a", now);
            Assert.Equal(now.AddSeconds(seconds), queue.NextDue);
            now = now.AddSeconds(seconds);
        }
    }

    [Fact]
    public void A_wake_with_effect_ends_the_pause()
    {
        queue.Add("a", Noon);
        queue.TakeDue(Noon);
        queue.Woken("a", hadEffect: false, Noon);
        queue.Add("a", Noon);
        queue.TakeDue(Noon.AddSeconds(1));
        queue.Woken("a", hadEffect: true, Noon.AddSeconds(1));

        queue.Add("a", Noon.AddSeconds(1));

        Assert.Equal("a", queue.TakeDue(Noon.AddSeconds(1)));
    }

    [Fact]
    public void What_is_under_way_is_not_taken_again()
    {
        queue.Add("a", Noon);
        queue.TakeDue(Noon);

        queue.Add("a", Noon);

        Assert.Null(queue.TakeDue(Noon.AddHours(1)));
    }
}
