using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Paths;

namespace Workflows.Language.Tests.Paths;

public sealed class JsonPathTests
{
    private const string Store = """
        {"store": {"book": [
          {"category": "reference", "title": "Sayings", "price": 8.95},
          {"category": "fiction", "title": "Sword", "price": 12.99, "isbn": "0-395"},
          {"category": "fiction", "title": "Moby Dick", "price": 8.99, "isbn": "0-553"}],
          "bicycle": {"color": "red", "price": 399}}, "a b": 1, "limit": 10}
        """;

    [Theory]
    [InlineData("$.store.bicycle.color", "\"red\"")]
    [InlineData("$['a b']", "1")]
    [InlineData("$.store.book[-1].title", "\"Moby Dick\"")]
    [InlineData("$.store.book[*].title", """["Sayings","Sword","Moby Dick"]""")]
    [InlineData("$..price", "[8.95,12.99,8.99,399]")]
    [InlineData("$.store.book[::-2].title", """["Moby Dick","Sayings"]""")]
    [InlineData("$.store.book[?@.isbn].title", """["Sword","Moby Dick"]""")]
    [InlineData("$.store.book[?@.price < $.limit && !(@.category == 'reference')].title", """["Moby Dick"]""")]
    [InlineData("$.store.book[?match(@.title, 'S.*')].price", "[8.95,12.99]")]
    [InlineData("$.store.book[?search(@.title, '[ -]')].price", "[8.99]")]
    [InlineData("$.store.book[?length(@.title) == 5].title", """["Sword"]""")]
    [InlineData("$.store[?count(@.*) == 2].color", """["red"]""")]
    [InlineData("$.store.book[?value(@..isbn) == '0-395'].title", """["Sword"]""")]
    [InlineData("$.nothing[*]", "[]")]
    public void A_path_selects(string path, string expected) => Assert.Equal(expected, Parse(path).Select(Contexts.Of(Store))!.ToString());

    [Theory]
    [InlineData("$.nothing")]
    [InlineData("$.limit.deeper")]
    [InlineData("$.store.book[3]")]
    public void A_definite_path_can_find_nothing(string path) => Assert.Null(Parse(path).Select(Contexts.Of(Store)));

    [Fact]
    public void The_root_is_the_very_same_value()
    {
        var context = Contexts.Of(Store);
        Assert.Same(context.Data, JsonPath.Root.Select(context));
    }

    [Fact]
    public void Two_dollars_are_the_context_object() =>
        Assert.Equal("\"e1\"", Parse("$$.execution.id").Select(Contexts.Of("{}", """{"execution": {"id": "e1"}}"""))!.ToString());

    [Theory]
    [InlineData("", 1)]
    [InlineData("store", 1)]
    [InlineData("$.", 3)]
    [InlineData("$.a[", 5)]
    [InlineData("$.a-b", 4)]
    [InlineData("$[01]", 3)]
    [InlineData("$[?@.a]x", 8)]
    [InlineData("$[?nothing(@)]", 4)]
    [InlineData("$[?length(@.*) > 1]", 14)]
    [InlineData("$[?@.a == ]", 11)]
    public void A_mistake_is_reported_at_its_character(string path, int character)
    {
        Assert.False(JsonPath.TryParse(path, out _, out var error));
        Assert.StartsWith($"at character {character}:", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_parentheses_are_refused() =>
        Assert.False(JsonPath.TryParse("$[?" + new string('(', 2000) + "@.a" + new string(')', 2000) + "]", out _, out _));

    [Theory]
    [InlineData("$..*..*..*..*..*")]
    [InlineData("$..[?count(@..*) > count($..*)]")]
    public void A_path_that_looks_at_too_much_fails_instead_of_running_on(string path)
    {
        var data = string.Concat(Enumerable.Repeat("[1, 2, [3], ", 30)) + "0" + new string(']', 30);
        data = "[" + string.Join(",", Enumerable.Repeat(data, 40)) + "]";
        var failure = Assert.Throws<EvaluationException>(() => Parse(path).Select(Contexts.Of(data)));
        Assert.Equal(ErrorNames.Runtime, failure.Error.Name);
    }

    [Fact]
    public void A_regular_expression_never_backtracks()
    {
        var text = "{\"a\": [\"" + new string('a', 5000) + "!\"]}";
        Assert.Equal("[]", Parse("$.a[?match(@, '(a+)+')]").Select(Contexts.Of(text))!.ToString());
    }

    private static JsonPath Parse(string text) =>
        JsonPath.TryParse(text, out var path, out var error) ? path : throw new ArgumentException(error, nameof(text));
}
