using System.Globalization;
using Workflows.Core.State;

namespace Workflows.Core.Tests.State;

/// <summary>The map behaves as a sorted dictionary does, whether it is an array or a tree.</summary>
public sealed class NumberedDictionaryTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(40)]
    public void Whatever_is_done_to_it_is_what_a_sorted_dictionary_would_hold(int numbers)
    {
        var random = new Random(numbers);
        var expected = new SortedDictionary<int, string>();
        var map = default(NumberedDictionary<string>);
        for (var round = 0; round < 2_000; round++)
        {
            var number = random.Next(numbers);
            var value = round.ToString(CultureInfo.InvariantCulture);
            switch (random.Next(5))
            {
                case 0 or 1:
                    map = map.SetItem(number, value);
                    expected[number] = value;
                    break;
                case 2:
                    map = map.Remove(number);
                    expected.Remove(number);
                    break;
                case 3 when !expected.ContainsKey(number) && !expected.ContainsKey(number + 1):
                    map = map.AddRange([value, value + "0"], one => one == value ? number : number + 1);
                    (expected[number], expected[number + 1]) = (value, value + "0");
                    break;
                default:
                    int[] gone = [number, number + 2];
                    map = map.RemoveRange(gone);
                    Array.ForEach(gone, key => expected.Remove(key));
                    break;
            }

            Assert.Equal(expected, map);
            Assert.Equal(expected.Count, map.Count);
            Assert.Equal(expected.ContainsKey(number), map.ContainsKey(number));
        }
    }

    [Fact]
    public void A_map_that_was_handed_out_does_not_change()
    {
        var one = default(NumberedDictionary<string>).Add(1, "one");
        _ = one.SetItem(1, "other").Add(2, "two").Remove(1);

        Assert.Equal([new(1, "one")], one);
    }

    [Fact]
    public void A_number_is_added_once() =>
        Assert.Throws<ArgumentException>(() => default(NumberedDictionary<string>).Add(1, "a").Add(1, "b"));

    [Fact]
    public void A_number_without_a_value_has_none() => Assert.Throws<KeyNotFoundException>(() => default(NumberedDictionary<string>)[1]);
}
