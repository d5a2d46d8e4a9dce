using Workflows.Language.Paths;

namespace Workflows.Language.Tests.Paths;

public sealed class AwsPathTests
{
    private const string Data = """
        {"a": [{"n": 1, "kind": "Invoice"}, {"n": 2, "kind": "TOTAL_DUE", "o": {"b c": 5, "d": 6}}, 7], "first-name": "Ada", "it's": 1, "say \"hi\"": 2,
         "single": {"kind": "Invoice"}, "dated": [{"at": "2024-01-05"}]}
        """;

    [Theory]
    [InlineData("$.a.[0].n", "1")]
    [InlineData("$.a.[1].o.['b c']", "5")]
    [InlineData("$.['a'].[1].n", "2")]
    [InlineData("$.a.[*].n", "[1,2]")]
    [InlineData("$.a.[?(@.n > 1)].n", "[2]")]
    [InlineData("  $.a[0].n ", "1")]
    [InlineData("$.a[(@.length-1)]", "7")]
    [InlineData("$.a[( @.length - 2 )].n", "2")]
    [InlineData("$.a[-2:].n", "[2]")]
    [InlineData("$.first-name", "\"Ada\"")]
    [InlineData(@"$['it\'s']", "1")]
    [InlineData(@"$['say \""hi\""']", "2")]
    [InlineData("$.a[?(@.kind==Invoice)].n", "[1]")]
    [InlineData("$.a[?(@.kind == TOTAL_DUE)].n", "[2]")]
    [InlineData("$.a[?(@.kind != Invoice && @.n == 2)].n", "[2]")]
    [InlineData("$.dated[?(@.at == 2024-01-05)].at", "[\"2024-01-05\"]")]
    [InlineData("$.a[?(@ > 1)]", "[]")]
    [InlineData("$.single[?(@.kind == 'Invoice')]", "[{\"kind\": \"Invoice\"}]")]
    [InlineData("$.a[1].o['b c', 'd']", "{\"b c\":5,\"d\":6}")]
    public void Paths_of_aws_select(string path, string expected) =>
        Assert.Equal(expected, Parse(path).Select(Contexts.Of(Data))!.ToString());

    [Theory]
    [InlineData("$.a[-1]")]
    [InlineData("$.a[(@.length-4)]")]
    [InlineData("$.a[3]")]
    [InlineData("$.nothing")]
    public void A_definite_path_can_find_nothing(string path) => Assert.Null(Parse(path).Select(Contexts.Of(Data)));

    [Theory]
    [InlineData("$.")]
    [InlineData("$.a.[")]
    [InlineData("$.a[(@.length)]")]
    [InlineData("$.a[(@.size-1)]")]
    [InlineData("$.a[?(@.n == )]")]
    public void What_is_no_path_is_refused(string path) => Assert.False(JsonPath.TryParse(path, out _, out _, PathDialect.Asl));

    [Theory]
    [InlineData("$.a.[0]")]
    [InlineData(" $.a")]
    [InlineData("$.a[(@.length-1)]")]
    [InlineData("$.a[?(@.kind==Invoice)]")]
    public void Native_documents_keep_to_the_standard(string path) => Assert.False(JsonPath.TryParse(path, out _, out _));

    [Fact]
    public void Results_go_to_places_that_are_written_so()
    {
        Assert.True(ReferencePath.TryParse("$.a.[0].n", out var place, out _, PathDialect.Asl));
        Assert.Equal("""{"a":[{"n":9}]}""", place.Set(Contexts.Payload("""{"a":[{"n":1}]}"""), Contexts.Payload("9")).ToString());
    }

    private static JsonPath Parse(string path)
    {
        Assert.True(JsonPath.TryParse(path, out var parsed, out var error, PathDialect.Asl), error);
        return parsed;
    }
}
