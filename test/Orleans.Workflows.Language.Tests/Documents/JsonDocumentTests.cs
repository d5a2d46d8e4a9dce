using System.Text;
using CsCheck;
using Workflows.Language.Documents;

namespace Workflows.Language.Tests.Documents;

public sealed class JsonDocumentTests
{
    [Theory]
    [InlineData("{\"a\":1,}", ProblemCodes.InvalidJson)]
    [InlineData("{/**/}", ProblemCodes.InvalidJson)]
    [InlineData("\uFEFF{}", ProblemCodes.InvalidJson)]
    [InlineData("{} x", ProblemCodes.InvalidJson)]
    [InlineData("NaN", ProblemCodes.InvalidJson)]
    [InlineData(" ", ProblemCodes.EmptyDocument)]
    [InlineData("{\"a\":1,\"\\u0061\":2}", ProblemCodes.DuplicateKey)]
    [InlineData("\"\\u0000\"", ProblemCodes.InvalidUnicode)]
    [InlineData("\"\\udc00\"", ProblemCodes.InvalidUnicode)]
    [InlineData("1e999", ProblemCodes.NumberOutOfRange)]
    public void Only_json_is_accepted(string json, string code) =>
        Assert.Equal([code], Read(json).Problems.Select(problem => problem.Code));

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_where_they_begin()
    {
        var problem = Assert.Single(
            DocumentReader.Read(new byte[] { (byte)'"', (byte)'\n', 0xFF }, DocumentFormat.Json, new DocumentLimits()).Problems
        );
        Assert.Equal((ProblemCodes.InvalidUnicode, 2, 1), (problem.Code, problem.Position.Line, problem.Position.Column));
    }

    [Fact]
    public void A_column_counts_characters_not_bytes()
    {
        var problem = Assert.Single(Read("{\"ü\": 1,\n \"ü\": 2}").Problems);
        Assert.Equal(new SourcePosition("$['ü']", 2, 2), problem.Position);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Nesting_ends_at_the_limit(int depth, bool isAccepted) =>
        Assert.Equal(isAccepted, Read(new string('[', depth) + new string(']', depth)).Problems.Count == 0);

    [Fact]
    public void Json_is_yaml_with_the_same_meaning() =>
        Json(3)
            .Sample(json =>
            {
                var fromYaml = DocumentReader.Read(Encoding.UTF8.GetBytes(json), DocumentFormat.Yaml, new DocumentLimits());
                Assert.Equal(Read(json).Root!.ToJson().ToString(), fromYaml.Root!.ToJson().ToString());
            });

    private static Gen<string> Json(int depth)
    {
        var scalar = Gen.OneOf(
            Gen.Int.Select(number => $"{number}"),
            Gen.Double[-1e6, 1e6].Select(number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
            Gen.Bool.Select(flag => flag ? "true" : "false"),
            Gen.String[Gen.Char[' ', '~'], 0, 8].Select(text => System.Text.Json.JsonSerializer.Serialize(text)),
            Gen.Const("null")
        );
        if (depth == 0)
            return scalar;
        var inner = Json(depth - 1);
        return Gen.OneOf(
            scalar,
            inner.Array[0, 3].Select(items => $"[{string.Join(", ", items)}]"),
            inner.Array[0, 3].Select(items => $"{{{string.Join(", ", items.Select((item, i) => $"\"k{i}\": {item}"))}}}")
        );
    }

    private static ParsedDocument Read(string json) =>
        DocumentReader.Read(Encoding.UTF8.GetBytes(json), DocumentFormat.Json, new DocumentLimits());
}
