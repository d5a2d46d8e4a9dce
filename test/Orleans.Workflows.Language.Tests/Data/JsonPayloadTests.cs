using System.Text;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Language.Tests.Data;

public sealed class JsonPayloadTests
{
    [Theory]
    [InlineData("{\"a\": [1, 2.50, \"\\ud83d\\ude00\", null]}")]
    [InlineData("9007199254740993")]
    [InlineData("[1e-9999, 0E+0001, 1e000000000300]")]
    [InlineData("\"\\\\u0000\"")]
    [InlineData("{\"__proto__\": 1, \"$type\": 2, \"\": 3}")]
    [InlineData("[{\"a\":1},{\"a\":1},{\"a\":{\"a\":1}}]")]
    public void A_valid_value_keeps_its_bytes(string json) => Assert.Equal(json, Contexts.Payload(json).ToString());

    [Theory]
    [InlineData("", ProblemCodes.InvalidJson)]
    [InlineData("{\"a\":1} 2", ProblemCodes.InvalidJson)]
    [InlineData("[1e400]", ProblemCodes.NumberOutOfRange)]
    [InlineData("[0e99999999999]", ProblemCodes.NumberOutOfRange)]
    [InlineData("[1E-10000]", ProblemCodes.NumberOutOfRange)]
    [InlineData("[\"\\u0000\"]", ProblemCodes.InvalidUnicode)]
    [InlineData("[\"\\ud83dx\"]", ProblemCodes.InvalidUnicode)]
    [InlineData("[\"\\ud83d\\n\"]", ProblemCodes.InvalidUnicode)]
    [InlineData("{\"\\ud83d\":1}", ProblemCodes.InvalidUnicode)]
    [InlineData("{\"a\":{\"b\":1},\"a\":2}", ProblemCodes.DuplicateKey)]
    public void What_cannot_be_kept_faithfully_is_refused(string json, string code) => Assert.Equal(code, Refusal(json).Code);

    [Fact]
    public void A_duplicate_among_many_keys_is_found_where_it_stands()
    {
        var members = string.Join(",\n", Enumerable.Range(0, 100).Select(i => $"\"k{i}\": {i}"));
        Assert.Equal(new SourcePosition("$", 101, 1), Refusal($"{{{members},\n\"k7\": 0}}").Position);
    }

    [Fact]
    public void Nesting_ends_at_64()
    {
        Assert.NotNull(Contexts.Payload(new string('[', 64) + new string(']', 64)).Root.ToString());
        Assert.Equal(ProblemCodes.TooDeep, Refusal(new string('[', 65) + new string(']', 65)).Code);
    }

    private static Problem Refusal(string json)
    {
        Assert.False(JsonPayload.TryParse(Encoding.UTF8.GetBytes(json), out _, out var problem));
        return problem;
    }
}
