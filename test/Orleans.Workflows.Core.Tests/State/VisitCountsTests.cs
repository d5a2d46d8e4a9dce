using System.Globalization;
using Workflows.Core.State;

namespace Workflows.Core.Tests.State;

public sealed class VisitCountsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void Every_visit_counts_whether_states_are_few_or_many(int states)
    {
        var expected = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var counts = default(VisitCounts);
        for (var visit = 0; visit < 200; visit++)
        {
            // A name of its own every time, as a history that is read has them.
            var state = string.Create(CultureInfo.InvariantCulture, $"state {visit * 7 % states}");
            Assert.Equal(expected.GetValueOrDefault(state), counts[state]);
            counts = counts.With(state, counts[state] + 1);
            expected[state] = expected.GetValueOrDefault(state) + 1;
        }

        Assert.Equal(expected, counts.All.OrderBy(count => count.Key, StringComparer.Ordinal));
        Assert.Equal(states, counts.All.Count);
    }

    [Fact]
    public void Counts_that_were_handed_out_do_not_change()
    {
        var one = default(VisitCounts).With("a", 1);
        _ = one.With("a", 2).With("b", 1);

        Assert.Equal([new("a", 1)], one.All);
    }
}
