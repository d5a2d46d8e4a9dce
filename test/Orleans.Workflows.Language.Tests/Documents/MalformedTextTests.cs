using System.Text;
using Workflows.Language.Documents;

namespace Workflows.Language.Tests.Documents;

/// <summary>A text that is neither JSON nor YAML is answered with the mistake in words, at its line, and how to fix it.</summary>
public sealed class MalformedTextTests
{
    [Theory]
    [InlineData("states:\n\ta: 1", 2, "tab")]
    [InlineData("a:\n  b: 1\n\tc: 2", 3, "tab")]
    [InlineData("a:\n  b: 1\n    c: 2", 3, "indented deeper than 'b: 1'")]
    [InlineData("a:\n    b: 1\n   c: 2", 3, "indentation of this line fits none")]
    [InlineData("a:\n  - b: 1\n    c: 2\n   d: 3", 4, "indentation of this line fits none")]
    [InlineData("a: 1\nerrorType: *\nb: 2", 2, "write \"*\"")]
    [InlineData("a: [*]", 1, "write \"*\"")]
    [InlineData("a: @home", 1, "write \"@home\"")]
    [InlineData("a: 1\nb: %home", 2, "write \"%home\"")]
    [InlineData("a: Note: this", 1, "put the whole text in quotes")]
    [InlineData("a: 1\nb: it's: so", 2, "put the whole text in quotes")]
    [InlineData("a: \"open\nb: 1\nc: 2", 1, "is not closed")]
    [InlineData("a: \"C:\\dir\"", 1, "backslash")]
    [InlineData("a:1\nb: 2", 1, "write 'a: 1'")]
    [InlineData("a: 1\nstartAt b\nc: 2", 2, "the line has no colon")]
    [InlineData("a: { b: 1\nc: 2", 2, "bracket that is not closed")]
    public void A_mistake_in_yaml_is_said_in_words_at_its_line(string yaml, int line, string words) =>
        AssertSaid(DocumentFormat.Yaml, yaml, ProblemCodes.InvalidYaml, line, words);

    [Fact]
    public void A_value_in_double_braces_is_no_key()
    {
        var problem = Assert.Single(Read("a: {{ b }}", DocumentFormat.Yaml));
        Assert.Equal(ProblemCodes.UnsupportedKey, problem.Code);
        Assert.Contains("must stand in quotes", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: w\nstartAt: a", 1, "send it as YAML")]
    [InlineData("# a comment\nname: w", 1, "send it as YAML")]
    [InlineData("---\nname: w", 1, "send it as YAML")]
    [InlineData("{\"a\": 1,\n}", 2, "a comma stands behind the last entry")]
    [InlineData("{'a': 1}", 1, "double quotes")]
    [InlineData("{a: 1}", 1, "\"a\"")]
    [InlineData("{\"a\": 1} // end", 1, "no comments")]
    [InlineData("{\"a\":\n1", 2, "before everything is closed")]
    [InlineData("{\"a\": 1\n\"b\": 2}", 2, "a comma is missing")]
    [InlineData("{\"a\" 1}", 1, "'1' is invalid after a property name")]
    [InlineData("{\"a\": True}", 1, "written true")]
    [InlineData("{\"a\": None}", 1, "written null")]
    [InlineData("{\"a\": kettle}", 1, "\"kettle\"")]
    [InlineData("{\"a\": \"x\ny\"}", 1, "line break")]
    [InlineData("<html>", 1, "HTML")]
    public void A_mistake_in_json_is_said_in_words_at_its_line(string json, int line, string words) =>
        AssertSaid(DocumentFormat.Json, json, ProblemCodes.InvalidJson, line, words);

    private static void AssertSaid(DocumentFormat format, string text, string code, int line, string words)
    {
        var problem = Assert.Single(Read(text, format));
        Assert.Equal((code, line), (problem.Code, problem.Position.Line));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<Problem> Read(string text, DocumentFormat format) =>
        DocumentReader.Read(Encoding.UTF8.GetBytes(text), format, new DocumentLimits()).Problems;
}
