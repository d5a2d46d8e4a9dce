using System.Text;
using Workflows.Language.Documents;

namespace Workflows.Language.Tests.Documents;

public sealed class YamlDocumentTests
{
    [Theory]
    [InlineData("1", "1")]
    [InlineData("+012", "12")]
    [InlineData("-.5", "-0.5")]
    [InlineData("1.0", "1.0")]
    [InlineData("5.", "5")]
    [InlineData("1e3", "1e3")]
    [InlineData("0x1F", "31")]
    [InlineData("0o17", "15")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("true", "true")]
    [InlineData("FALSE", "false")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("no", "\"no\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("\"1\"", "\"1\"")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("!!str 1", "\"1\"")]
    [InlineData("!!float 1", "1")]
    [InlineData("! 1", "\"1\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("[1, {a: b}]", "[1,{\"a\":\"b\"}]")]
    [InlineData("|\n  x\n  y", "\"x\\ny\"")]
    public void A_scalar_means_what_the_core_schema_says(string yaml, string json) =>
        Assert.Equal($$"""{"a":{{json}}}""", Read("a: " + yaml).Root!.ToJson().ToString());

    [Fact]
    public void A_plain_scalar_keeps_its_text() =>
        Assert.Equal("1.0", ((ScalarNode)((ObjectNode)Read("version: 1.0").Root!).Find("version")!.Value).Raw);

    [Fact]
    public void An_alias_stands_for_the_value_at_its_own_path()
    {
        var root = (ObjectNode)Read("a: &x {b: 1}\nc: *x").Root!;
        Assert.Equal("""{"a":{"b":1},"c":{"b":1}}""", root.ToJson().ToString());
        Assert.Equal("$.c.b", ((ObjectNode)root.Find("c")!.Value).Find("b")!.Value.Path);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_it() => Assert.Empty(Read("\uFEFFa: 1").Problems);

    [Theory]
    [InlineData("a: 0xx", null)]
    [InlineData("a: .nan", ProblemCodes.NumberOutOfRange)]
    [InlineData("a: 1e999", ProblemCodes.NumberOutOfRange)]
    [InlineData("a: !!int x", ProblemCodes.UnsupportedTag)]
    [InlineData("a: \"\\0\"", ProblemCodes.InvalidUnicode)]
    [InlineData("a: 1\0b", ProblemCodes.InvalidUnicode)]
    [InlineData("? {a: 1}\n: 1", ProblemCodes.UnsupportedKey)]
    [InlineData("a: *nothing", ProblemCodes.UnknownAlias)]
    [InlineData("a: 0e12345", ProblemCodes.NumberOutOfRange)]
    [InlineData("{ : 1}", ProblemCodes.UnsupportedKey)]
    [InlineData(": 1", ProblemCodes.UnsupportedKey)]
    public void What_json_cannot_hold_is_refused(string yaml, string? code) =>
        Assert.Equal(code is null ? [] : [code], Read(yaml).Problems.Select(problem => problem.Code));

    [Fact]
    public void Positions_count_from_one()
    {
        var root = (ObjectNode)Read("a:\n  - b: ü x\n    c: 1").Root!;
        var c = ((ObjectNode)((ArrayNode)root.Find("a")!.Value).Items[0]).Find("c")!;
        Assert.Equal(new SourcePosition("$.a[0].c", 3, 5), c.Position);
        Assert.Equal(new SourcePosition("$.a[0].c", 3, 8), c.Value.Position);
    }

    // Over each of these YamlDotNet throws something other than its own exception, or leaves an event out.
    [Theory]
    [InlineData("\"\\UFFFFFFFF\"", 1)]
    [InlineData("\"\\uD800\\u0041\"", 1)]
    [InlineData("a: !<>", 1)]
    [InlineData("a: !![str x", 1)]
    [InlineData("a: {b\nc: 1", 2)]
    [InlineData("---\nflow: [a,\nb,\nc]", 3)]
    [InlineData("k: {\nk\n:\nv\n}", 2)]
    [InlineData("...\na: 1\n  b: 2", 2)]
    public void Text_that_YamlDotNet_cannot_read_is_reported_as_invalid_YAML_with_its_line(string yaml, int line)
    {
        var problem = Assert.Single(Read(yaml).Problems);
        Assert.Equal((ProblemCodes.InvalidYaml, line), (problem.Code, problem.Position.Line));
        Assert.DoesNotContain("Exception", problem.Message, StringComparison.Ordinal);
    }

    private static ParsedDocument Read(string yaml) =>
        DocumentReader.Read(Encoding.UTF8.GetBytes(yaml), DocumentFormat.Yaml, new DocumentLimits());
}
