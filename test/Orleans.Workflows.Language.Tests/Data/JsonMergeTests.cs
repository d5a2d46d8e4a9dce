using System.Text;
using System.Text.Json;
using CsCheck;
using Workflows.Language.Data;

namespace Workflows.Language.Tests.Data;

public sealed class JsonMergeTests
{
    private const int MostMembers = 24;

    private static readonly Gen<string> Blank = OneOf("", " ", "\n\t", "\r\n  ");

    private static readonly Gen<string> Values = OneOf(
        "1",
        "-1.50e3",
        "true",
        "null",
        "\"\"",
        "\"a \\\"quoted\\\" } ] text\\\\\"",
        "{}",
        "[ ]",
        "[1, [\"]\"], {\"a\": {\"b\": \"}\"}}]",
        "{\"m1\" : {\"m2\":[{}, \"\\\\\"]}}"
    );

    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"b":3,"c":4}""", """{"a":1,"b":3,"c":4}""")]
    [InlineData("""{"a":1}""", "{}", """{"a":1}""")]
    [InlineData("{ }", """ { "a" : [ 1 ] } """, """{"a":[ 1 ]}""")]
    [InlineData("{}", "{}", "{}")]
    [InlineData("""{"a":1.50}""", """{"b":{"c":1e2}}""", """{"a":1.50,"b":{"c":1e2}}""")]
    [InlineData("""{"\u0061":1}""", """{"a":2}""", """{"\u0061":2}""")]
    [InlineData("""{"q\"":1}""", """{"q\u0022":2,"q":3}""", """{"q\"":2,"q":3}""")]
    public void The_right_value_stands_in_the_left_ones_place(string left, string right, string merged) =>
        Assert.Equal(merged, Merge(left, right).ToString());

    [Fact]
    public void A_merge_is_what_a_parser_would_make_of_the_members() =>
        Gen.Select(Objects, Objects).Sample((left, right) => Assert.Equal(Expected(left, right), Merge(left, right).ToString()));

    [Fact]
    public void What_was_merged_knows_where_its_members_stand() =>
        Gen.Select(Objects, Objects)
            .Sample(
                (left, right) =>
                {
                    var merged = Merge(left, right);
                    Assert.Equal(JsonMembers.Of(merged.Utf8.Span), merged.Members.ToArray());
                }
            );

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Gen<string> Objects =>
        Gen.Select(Member.Array[0, MostMembers], Blank)
            .Select(
                (members, blank) =>
                {
                    var unique = members.DistinctBy(member => member.Number).Select(member => member.Text);
                    return $"{blank}{{{blank}{string.Join(',', unique)}}}{blank}";
                }
            );

    // Each name has two spellings, so that equal names need not have equal bytes.
    private static Gen<(int Number, string Text)> Member =>
        Gen.Select(Gen.Int[0, MostMembers], Gen.Bool, Values, Blank)
            .Select(
                (number, isEscaped, value, blank) =>
                    (number, $"{blank}\"{(isEscaped ? "\\u006E" : "n")}{number}\"{blank}:{blank}{value}{blank}")
            );

    private static string Expected(string left, string right)
    {
        using var ofLeft = JsonDocument.Parse(left);
        using var ofRight = JsonDocument.Parse(right);
        var members = new List<string>();
        foreach (var member in ofLeft.RootElement.EnumerateObject())
            members.Add(Written(left, member, ofRight.RootElement.TryGetProperty(member.Name, out var value) ? value : member.Value));
        foreach (
            var member in ofRight.RootElement.EnumerateObject().Where(member => !ofLeft.RootElement.TryGetProperty(member.Name, out _))
        )
            members.Add(Written(right, member, member.Value));
        return $"{{{string.Join(',', members)}}}";
    }

    private static string Written(string text, JsonProperty member, JsonElement value)
    {
        var name = $"\"{member.Name}\"";
        return $"{(text.Contains(name, StringComparison.Ordinal) ? name : $"\"\\u006E{member.Name[1..]}\"")}:{value.GetRawText()}";
    }

    private static JsonData Merge(string left, string right) => JsonMerge.Shallow(Json(left), Json(right));

    private static JsonData Json(string text) => JsonData.FromTrustedUtf8(Encoding.UTF8.GetBytes(text));
}
