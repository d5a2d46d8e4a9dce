using Workflows.Language.Expressions;
using Workflows.Language.Expressions.Jsonata;

namespace Workflows.Language.Tests.Expressions.Jsonata;

public class BudgetTests
{
    [Theory]
    [InlineData("($f := function() { 1 + $f() }; $f())", "D1011")]
    [InlineData("($f := function() { $f() }; $f())", "D1012")]
    [InlineData("$reduce([1..100000], function($deep, $i) { [[$deep]] }) ~> $string", "D1011")]
    [InlineData("$reduce([1..100], function($text, $i) { $text & $text }, 'xxxxxxxx')", "D1012")]
    [InlineData("$reduce([1..60], function($list, $i) { $append($list, $list) }, [1])", "D2015")]
    [InlineData("$map([1..10000000], function($n) { $n })", "D2015")]
    [InlineData("[1..10000001]", "D2014")]
    [InlineData("$pad('', 100000000)", "D1012")]
    [InlineData("$contains($pad('', 40000, 'a'), /^(?=(a+)+b)(a+)+$/)", "D1012")]
    public void No_expression_runs_away(string expression, string code) => Assert.Equal(code, Evaluated.Failure(expression));

    [Fact]
    public void A_range_that_is_only_counted_makes_no_numbers() => Assert.Equal("10000000", Evaluated.Of("[1..10000000] ~> $count()"));

    [Fact]
    public void A_result_that_is_too_large_is_the_limit_of_the_data()
    {
        var tooLarge = Assert.Throws<EvaluationException>(() => Evaluated.Of("[1..850].$pad('', 20000)"));
        Assert.Equal("States.DataLimitExceeded", tooLarge.Error.Name);
    }

    [Fact]
    public void Deep_nesting_is_refused_when_it_is_read()
    {
        var deep = Assert.Throws<JsonataException>(() => JsonataExpression.Parse(new string('(', 5000) + "1" + new string(')', 5000)));
        Assert.Equal("S0500", deep.Code);
        var chain = Assert.Throws<JsonataException>(() => JsonataExpression.Parse(string.Join('+', Enumerable.Repeat("1", 5000))));
        Assert.Equal("S0500", chain.Code);
    }

    [Theory]
    [InlineData("a +", "S0207", 3)]
    [InlineData("(a", "S0203", 2)]
    [InlineData("a b", "S0201", 2)]
    [InlineData("'open", "S0101", 0)]
    [InlineData("a ! b", "S0204", 2)]
    [InlineData("/a(/", "S0302", 0)]
    [InlineData("/a)/ ", "S0302", 0)]
    [InlineData("1 := 2", "S0212", 0)]
    public void A_syntax_error_says_where_it_is(string text, string code, int offset)
    {
        var failure = Assert.Throws<JsonataException>(() => JsonataExpression.Parse(text));
        Assert.Equal((code, offset), (failure.Code, failure.Offset));
    }
}
