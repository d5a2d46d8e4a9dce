using Workflows.Language.Data;

namespace Workflows.Language.Tests.Expressions.Jsonata;

public class FunctionTests
{
    [Theory]
    [InlineData("$map([1..3], function($v, $i) { $v * $i })", "[0,2,6]")]
    [InlineData("$filter(lines, λ($l) { $l.count > 1 }).sku", """["pen","pen"]""")]
    [InlineData("$reduce([1..4], function($sum, $v) { $sum + $v })", "10")]
    [InlineData("$sort(lines.price, function($a, $b) { $a < $b })", "[7,3,2.5]")]
    [InlineData("($add := function($a, $b) { $a + $b }; $inc := $add(?, 1); $inc(41))", "42")]
    [InlineData("('a b' ~> $uppercase ~> $split(' '))", """["A","B"]""")]
    [InlineData("($both := $trim ~> $length; $both('  x '))", "1")]
    [InlineData("($counter := function($n) { $n = 0 ? 'done' : $counter($n - 1) }; $counter(20000))", "\"done\"")]
    public void Functions_are_values(string expression, string expected) => Assert.Equal(expected, Evaluated.Of(expression));

    [Theory]
    [InlineData("$replace('2026-11-23', /(\\d+)-(\\d+)-(\\d+)/, '$3.$2.$1')", "\"23.11.2026\"")]
    [InlineData("$match('a1b22', /[0-9]+/).match", """["1","22"]""")]
    [InlineData("$split('a, b;c', /[,;] */)", """["a","b","c"]""")]
    [InlineData("$contains('Straße', /STRAßE/i)", "true")]
    [InlineData("$contains('abab', /(ab)\\1/)", "true")]
    [InlineData("$substring('häuser', -3)", "\"ser\"")]
    [InlineData("$pad('7', -3, '0')", "\"007\"")]
    [InlineData("$string(0.1 + 0.2)", "\"0.3\"")]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("1e21", "1e+21")]
    [InlineData(
        "$string({'a': [1, null]})",
        """
            "{\"a\":[1,null]}"
            """
    )]
    [InlineData("$formatNumber(-1234.5, '#,##0.00')", "\"-1,234.50\"")]
    [InlineData("$formatInteger(2026, 'w')", "\"two thousand and twenty-six\"")]
    [InlineData("$parseInteger('MMXXVI', 'I')", "2026")]
    [InlineData("$round(2.5) & $round(3.5) & $round(-0.125, 2)", "\"24-0.12\"")]
    [InlineData("$encodeUrlComponent('a b&ü')", "\"a%20b%26%C3%BC\"")]
    public void Texts_and_numbers_are_as_in_javascript(string expression, string expected) =>
        Assert.Equal(expected.Trim(), Evaluated.Of(expression));

    [Theory]
    [InlineData("$now()", "\"2026-11-23T19:10:01.500Z\"")]
    [InlineData("$millis()", "1795461001500")]
    [InlineData("$now('[FNn,3-3] [D1o] [MNn] [Y] [h]:[m01][P]', '+0100')", "\"Mon 23rd November 2026 8:10pm\"")]
    [InlineData("$fromMillis(0, '[Y0001]-W[W01]-[F1]')", "\"1970-W01-4\"")]
    [InlineData("$toMillis('1970-01-02')", "86400000")]
    [InlineData("$toMillis('2 January 1970', '[D] [MNn] [Y]')", "86400000")]
    [InlineData("$toMillis('noon', '[D] [MNn] [Y]')", "undefined")]
    public void Dates_know_only_the_time_they_were_given(string expression, string expected) =>
        Assert.Equal(expected, Evaluated.Of(expression));

    [Theory]
    [InlineData("$partition([1..5], 2)", "[[1,2],[3,4],[5]]")]
    [InlineData("$partition([1, 2, 3], 2.9)", "[[1,2],[3]]")]
    [InlineData("$range(0, 5, 2.5)", "[0,2,4]")]
    [InlineData("$range(-1.7, 2, 1)", "[-1,0,1,2]")]
    [InlineData("$range(3, 3, 1)", "3")]
    [InlineData("[$range(3, 3, 1)]", "[3]")]
    [InlineData("$range(5, 1, 1)", "undefined")]
    [InlineData("$random(42)", "0.7275636800328681")]
    [InlineData("$hash('input data', 'SHA-1')", "\"aaff4a450a104cd177d28d18d74485e8cae074b7\"")]
    [InlineData("$random(7) = $random(7)", "true")]
    [InlineData("$random()", "0.5")]
    [InlineData("$uuid()", "\"11111111-2222-4333-8444-555555555555\"")]
    [InlineData("$parse('{\"a\": [1]}').a", "[1]")]
    public void The_functions_that_aws_adds_are_there(string expression, string expected) =>
        Assert.Equal(expected, Evaluated.Of(expression));

    [Theory]
    [InlineData("1 + 'a'", "T2002")]
    [InlineData("'a' < 1", "T2009")]
    [InlineData("$sum('a')", "T0412")]
    [InlineData("$length(1)", "T0410")]
    [InlineData("name()", "T1006")]
    [InlineData("$number('one')", "D3030")]
    [InlineData("$error('stop')", "D3137")]
    [InlineData("$replace('a', '', 'b')", "D3010")]
    [InlineData("-true", "D1002")]
    [InlineData("1/0 + 1", "D1001")]
    [InlineData("$fromMillis(0, '[,]')", "D3132")]
    [InlineData("$fromMillis(0, '[]')", "D3132")]
    [InlineData("$fromMillis(0, '[Quantity]')", "D3132")]
    [InlineData("$toMillis('x', '[Quantity]')", "D3132")]
    [InlineData("$formatInteger($sum([1e308, 1e308]), 'w')", "D1001")]
    [InlineData("$formatBase(5, $sum([$sum([1e308, 1e308]), $sum([-1e308, -1e308])]))", "D1001")]
    public void What_does_not_fit_fails_with_the_code_of_jsonata(string expression, string code) =>
        Assert.Equal(code, Evaluated.Failure(expression));

    [Fact]
    public void Lookup_of_half_a_surrogate_pair_finds_nothing() => Assert.Equal("undefined", Evaluated.Of("$lookup($, '\\ud800')"));

    [Fact]
    public void A_failure_says_where_it_is()
    {
        var failure = Assert.Throws<Language.Expressions.Jsonata.JsonataException>(() => Evaluated.Of("customer.name & (1 + 'a')"));
        Assert.Equal(19, failure.Offset);
    }

    [Fact]
    public void Bindings_are_variables()
    {
        var bindings = new Dictionary<string, JsonData>(StringComparer.Ordinal) { ["limit"] = Contexts.Payload("3") };
        Assert.Equal("\"ink\"", Evaluated.Of("lines[price > $limit].sku", Evaluated.Order, bindings));
    }
}
