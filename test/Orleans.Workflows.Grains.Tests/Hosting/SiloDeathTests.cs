using Workflows.Hosting.Health;

namespace Workflows.Grains.Tests.Hosting;

public sealed class SiloDeathTests
{
    [Fact]
    public void The_verdict_of_the_cluster_is_one_sentence_that_says_what_to_do()
    {
        var sentence = SiloDeath.SentenceFor(null);

        Assert.StartsWith("This silo was declared dead by the other silos of its cluster", sentence, StringComparison.Ordinal);
        Assert.EndsWith("Start it again.", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sentence);
    }

    [Fact]
    public void Another_fatal_error_is_one_line_without_a_stack_trace()
    {
        var sentence = SiloDeath.SentenceFor(new InvalidOperationException("The table is gone.\n   at Somewhere()"));

        Assert.Equal("This silo cannot go on: The table is gone. The log says more. Start it again.", sentence);
    }
}
