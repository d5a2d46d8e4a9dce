namespace Workflows.Language.Tests.Expressions.Jsonata;

public class PathTests
{
    [Theory]
    [InlineData("customer.name", "\"Ada\"")]
    [InlineData("customer.age", "undefined")]
    [InlineData("lines.sku", """["pen","ink","pen"]""")]
    [InlineData("lines.tags", """["blue","red","fine"]""")]
    [InlineData("lines[0].sku", "\"pen\"")]
    [InlineData("lines[-1].count", "2")]
    [InlineData("lines[price > 2.9].sku", """["ink","pen"]""")]
    [InlineData("lines[sku = 'ink'].count", "1")]
    [InlineData("lines[sku = 'ink'].count[]", "[1]")]
    [InlineData("lines[[0, 2]].price", "[2.5,3]")]
    [InlineData("customer.*", """["Ada","new","eu"]""")]
    [InlineData("**.tags[0]", """["new","blue","red"]""")]
    [InlineData("lines.(price * count)", "[10,7,6]")]
    [InlineData("lines.[sku, count]", """[["pen",4],["ink",1],["pen",2]]""")]
    [InlineData("lines.tags.(% . sku)", """["pen","pen","pen"]""")]
    public void A_path_selects_sequences_and_collapses_what_is_single(string path, string expected) =>
        Assert.Equal(expected, Evaluated.Of(path));

    [Theory]
    [InlineData("lines@$l.customer.(name & $l.sku)", """["Adapen","Adaink","Adapen"]""")]
    [InlineData("lines#$i[$i > 0].(sku & $i)", """["ink1","pen2"]""")]
    [InlineData("lines^(price).sku", """["pen","pen","ink"]""")]
    [InlineData("lines^(>count, sku).count", "[4,2,1]")]
    [InlineData("lines{sku: $sum(count)}", """{"pen":6,"ink":1}""")]
    [InlineData("{'all': $sum(lines.count)}", """{"all":7}""")]
    public void Steps_bind_order_and_group(string path, string expected) => Assert.Equal(expected, Evaluated.Of(path));

    [Fact]
    public void What_is_not_touched_keeps_its_spelling() => Assert.Equal("12345678901234567890", Evaluated.Of("id"));

    [Theory]
    [InlineData("n", "0.10")]
    [InlineData("{'x': n, 'y': [deep.m, k]}", """{"x":0.10,"y":[1.00,-0]}""")]
    [InlineData("deep.m", "1.00")]
    [InlineData("list[1]", "123456789.123456789123456789")]
    [InlineData("list^(<$)", "[1e2,123456789.123456789123456789]")]
    [InlineData("list[$ > 100.5]", "123456789.123456789123456789")]
    [InlineData("$append(list, n)[2]", "0.10")]
    [InlineData("n + 0", "0.1")]
    [InlineData("$string(deep.m)", "\"1\"")]
    [InlineData("$max(list)", "123456789.12345679")]
    public void A_number_keeps_its_text_until_something_is_computed_with_it(string path, string expected) =>
        Assert.Equal(
            expected,
            Evaluated.Of(path, """{"n": 0.10, "deep": {"m": 1.00}, "k": -0, "list": [1e2, 123456789.123456789123456789]}""")
        );

    [Fact]
    public void An_input_that_is_an_array_is_one_value() => Assert.Equal("2", Evaluated.Of("$count($)", "[5, 6]"));

    [Fact]
    public void A_parent_that_nothing_can_give_is_refused() => Assert.Equal("S0217", Evaluated.Failure("%.name"));

    [Fact]
    public void A_transform_changes_a_copy() =>
        Assert.Equal(
            """[{"name":"Ada","vip":true},["new","eu"]]""",
            Evaluated.Of("[customer ~> |$|{'vip': true}, 'tags'|, [customer.tags]]")
        );
}
