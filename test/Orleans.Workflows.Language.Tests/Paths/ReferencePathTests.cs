using CsCheck;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Paths;

namespace Workflows.Language.Tests.Paths;

public sealed class ReferencePathTests
{
    [Theory]
    [InlineData("$", "{\"a\":1}", "7")]
    [InlineData("$.a", "{ \"a\" : 1, \"b\": 2 }", "{ \"a\" : 7, \"b\": 2 }")]
    [InlineData("$.c", "{\"a\":1}", "{\"a\":1,\"c\":7}")]
    [InlineData("$.c", "{ }", "{ \"c\":7}")]
    [InlineData("$.x.y['z w']", "{}", "{\"x\":{\"y\":{\"z w\":7}}}")]
    [InlineData("$.l[1].n", "{\"l\":[1,{\"m\":2}]}", "{\"l\":[1,{\"m\":2,\"n\":7}]}")]
    [InlineData("$['\"']", "{}", "{\"\\\"\":7}")]
    public void A_value_is_put_into_the_bytes_around_it(string path, string target, string expected) =>
        Assert.Equal(expected, Parse(path).Set(Contexts.Payload(target), Contexts.Payload("7")).ToString());

    [Theory]
    [InlineData("$.a", "[1]")]
    [InlineData("$.a.b", "{\"a\":1}")]
    [InlineData("$.a.b", "{\"a\":null}")]
    [InlineData("$.l[2]", "{\"l\":[1,2]}")]
    [InlineData("$.x[0]", "{}")]
    public void What_is_no_place_in_the_data_fails(string path, string target) =>
        Assert.Equal(
            ErrorNames.ResultPathMatchFailure,
            Assert.Throws<EvaluationException>(() => Parse(path).Set(Contexts.Payload(target), JsonData.Null)).Error.Name
        );

    [Theory]
    [InlineData("$$.a")]
    [InlineData("$..a")]
    [InlineData("$[*]")]
    [InlineData("$[-1]")]
    [InlineData("$[0:1]")]
    [InlineData("a")]
    public void What_may_select_several_is_no_place(string path) => Assert.False(ReferencePath.TryParse(path, out _, out _));

    [Fact]
    public void Data_cannot_be_nested_without_end()
    {
        var data = JsonData.EmptyObject;
        var failure = Assert.Throws<EvaluationException>(() =>
        {
            for (var i = 0; i < 100; i++)
                data = Parse("$.a").Set(JsonData.EmptyObject, data);
        });
        Assert.Equal(ErrorNames.Runtime, failure.Error.Name);
    }

    [Fact]
    public void What_was_put_somewhere_is_found_there() =>
        Gen.Select(Gen.String[Gen.Char[' ', '~'], 1, 6].Array[1, 4], Gen.Int)
            .Sample(
                (names, number) =>
                {
                    var path =
                        "$"
                        + string.Concat(
                            names.Select(name =>
                                $"['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']"
                            )
                        );
                    var set = Parse(path).Set(Contexts.Payload("{\"other\": [1]}"), Contexts.Payload($"{number}"));
                    Assert.True(JsonPath.TryParse(path, out var reading, out _));
                    Assert.Equal($"{number}", reading.Select(Contexts.Of(set.ToString()))!.ToString());
                }
            );

    private static ReferencePath Parse(string text) =>
        ReferencePath.TryParse(text, out var path, out var error) ? path : throw new ArgumentException(error, nameof(text));
}
