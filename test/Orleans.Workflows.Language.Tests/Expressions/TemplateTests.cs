using System.Text;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Model;
using Workflows.Language.Reading;

namespace Workflows.Language.Tests.Expressions;

public sealed class TemplateTests
{
    private const string Data =
        """{"name": "Ada", "list": [1, 2, 2, 3], "o": {"a": 1, "b": {"c": [true]}}, "n": 2.5, "text": "{\"x\": 1}", "nul": null}""";

    [Theory]
    [InlineData("$.name", "\"Ada\"")]
    [InlineData("$.list[?@ > 1]", "[2,2,3]")]
    [InlineData("States.Format('Hello {}, {} {}', $.name, 1, true)", "\"Hello Ada, 1 true\"")]
    [InlineData(@"States.Format('\{\} \'{}\' \\', $.nul)", @"""{} 'null' \\""")]
    [InlineData("States.Format('{}', $.o)", "\"{a=1, b={c=[true]}}\"")]
    [InlineData("States.StringToJson($.text)", "{\"x\": 1}")]
    [InlineData("States.JsonToString($.o)", "\"{\\\"a\\\":1,\\\"b\\\":{\\\"c\\\":[true]}}\"")]
    [InlineData("States.Array()", "[]")]
    [InlineData("States.Array($.name, 'x', null, States.Array(1))", "[\"Ada\",\"x\",null,[1]]")]
    [InlineData("States.ArrayPartition($.list, 3)", "[[1,2,2],[3]]")]
    [InlineData("States.ArrayContains($.list, 3)", "true")]
    [InlineData("States.ArrayContains($.list, '3')", "false")]
    [InlineData("States.ArrayRange(1, 9, 4)", "[1,5,9]")]
    [InlineData("States.ArrayRange(3, 1, -1)", "[3,2,1]")]
    [InlineData("States.ArrayRange(3, 1, 1)", "[]")]
    [InlineData("States.ArrayGetItem($.list, 3)", "3")]
    [InlineData("States.ArrayLength($.list)", "4")]
    [InlineData("States.ArrayUnique($.list)", "[1,2,3]")]
    [InlineData("States.Base64Encode('Ünï')", "\"w5xuw68=\"")]
    [InlineData("States.Base64Decode('w5xuw68=')", "\"Ünï\"")]
    [InlineData("States.Hash('a', 'MD5')", "\"0cc175b9c0f1b6a831c399e269772661\"")]
    [InlineData("States.Hash('a', 'SHA-1')", "\"86f7e437faa5a7fce15d1ddcb9eaeaea377667b8\"")]
    [InlineData("States.JsonMerge($.o, States.StringToJson('{\"a\":2,\"z\":3}'), false)", "{\"a\":2,\"b\":{\"c\": [true]},\"z\":3}")]
    [InlineData("States.MathRandom(1, 11)", "6")]
    [InlineData("States.MathAdd($.n, -1)", "2")]
    [InlineData("States.MathAdd(-1.5, 0)", "-1")]
    [InlineData("States.MathAdd(-2.5, 2.5)", "1")]
    [InlineData("States.ArrayRange(0.5, 2.4, 1)", "[1,2]")]
    [InlineData("States.ArrayGetItem($.list, 0.5)", "2")]
    [InlineData("States.StringToJson('')", "null")]
    [InlineData("States.StringToJson('  ')", "null")]
    [InlineData("States.StringSplit('a,b;;c', ',;')", "[\"a\",\"b\",\"c\"]")]
    [InlineData("States.UUID()", "\"11111111-2222-4333-8444-555555555555\"")]
    public void An_expression_has_a_value(string expression, string expected) =>
        Assert.Equal($$"""{"v":{{expected}}}""", Evaluate(expression));

    [Fact]
    public void A_seed_always_draws_the_same() =>
        Assert.Equal(Evaluate("States.MathRandom(1, 1000000, 42)"), Evaluate("States.MathRandom(1, 1000000, 42)"));

    [Theory]
    [InlineData("$.missing", ErrorNames.Runtime)]
    [InlineData("States.Format($.name, 1)", ErrorNames.IntrinsicFailure)]
    [InlineData("States.StringToJson('{')", ErrorNames.IntrinsicFailure)]
    [InlineData("States.ArrayGetItem($.list, 4)", ErrorNames.IntrinsicFailure)]
    [InlineData("States.ArrayLength($.name)", ErrorNames.IntrinsicFailure)]
    [InlineData("States.ArrayPartition($.list, 0)", ErrorNames.IntrinsicFailure)]
    [InlineData("States.ArrayRange(0, 1000, 1)", ErrorNames.IntrinsicFailure)]
    [InlineData("States.ArrayRange(0, 1, 0)", ErrorNames.IntrinsicFailure)]
    [InlineData("States.Base64Decode('%')", ErrorNames.IntrinsicFailure)]
    [InlineData("States.Hash('a', 'CRC')", ErrorNames.IntrinsicFailure)]
    [InlineData("States.JsonMerge($.o, $.o, true)", ErrorNames.IntrinsicFailure)]
    [InlineData("States.MathAdd(9223372036854775807, 1)", ErrorNames.IntrinsicFailure)]
    [InlineData("States.MathRandom(2, 1)", ErrorNames.IntrinsicFailure)]
    public void Data_that_do_not_fit_fail_with_the_name_that_asl_gives(string expression, string error) =>
        Assert.Equal(error, Assert.Throws<EvaluationException>(() => Evaluate(expression)).Error.Name);

    [Theory]
    [InlineData("States.Formatt('x')", ProblemCodes.InvalidTemplate)]
    [InlineData("States.Format('{} {}', 1)", ProblemCodes.InvalidTemplate)]
    [InlineData("States.UUID(1)", ProblemCodes.InvalidTemplate)]
    [InlineData(@"States.Format('\n')", ProblemCodes.InvalidTemplate)]
    [InlineData("States.Array(1", ProblemCodes.InvalidTemplate)]
    [InlineData("plain text", ProblemCodes.InvalidTemplate)]
    [InlineData("$.a[", ProblemCodes.InvalidPath)]
    public void A_mistake_is_found_before_anything_runs(string expression, string code) =>
        Assert.Equal([code], Read(Quoted(expression)).Problems.Select(problem => problem.Code));

    [Fact]
    public void Only_keys_that_end_in_a_dollar_are_expressions()
    {
        var template = Compile("""{"a": {"b.$": "$.name", "c": [1.50, {"d.$": "$.n"}]}, "e": "plain"}""");
        Assert.Equal("""{"a":{"b":"Ada","c":[1.50,{"d":2.5}]},"e":"plain"}""", template.Evaluate(Contexts.Of(Data)).ToString());
    }

    [Fact]
    public void A_template_without_expressions_is_the_same_value_every_time()
    {
        var template = Compile("""{"a": [1]}""");
        Assert.Same(template.Evaluate(Contexts.Of(Data)), template.Evaluate(Contexts.Of("{}")));
    }

    [Fact]
    public void A_template_cannot_build_more_than_an_execution_may_carry()
    {
        var big = "{\"x\": \"" + new string('x', 1024 * 1024) + "\"}";
        var template = Compile("[" + string.Join(",", Enumerable.Repeat("""{"a.$": "$.x"}""", 20)) + "]");
        Assert.Equal(
            ErrorNames.DataLimitExceeded,
            Assert.Throws<EvaluationException>(() => template.Evaluate(Contexts.Of(big))).Error.Name
        );
    }

    private static string Evaluate(string expression) =>
        Compile($$"""{"v.$": {{Quoted(expression)}}}""").Evaluate(Contexts.Of(Data)).ToString();

    private static string Quoted(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static Template Compile(string template)
    {
        var document = DocumentReader.Read(Encoding.UTF8.GetBytes(template), DocumentFormat.Json, new DocumentLimits());
        var problems = new ProblemList();
        var compiled = TemplateReader.Read(document.Root!, new ReadingContext(Spelling.Native, problems));
        Assert.Empty(problems.InOrder());
        return compiled;
    }

    private static (Template Template, IReadOnlyList<Problem> Problems) Read(string quoted)
    {
        var document = DocumentReader.Read(Encoding.UTF8.GetBytes($$"""{"v.$": {{quoted}}}"""), DocumentFormat.Json, new DocumentLimits());
        var problems = new ProblemList();
        return (TemplateReader.Read(document.Root!, new ReadingContext(Spelling.Native, problems)), problems.InOrder());
    }
}
