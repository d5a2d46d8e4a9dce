using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Paths;

namespace Workflows.Language.Tests.Data;

public sealed class LazyObjectTests
{
    private readonly List<string> made = [];

    [Theory]
    [InlineData("$$.map.item.value", """{"sku":"kettle"}""", "value")]
    [InlineData("$$.map.item.value.sku", "\"kettle\"", "value")]
    [InlineData("$$.map.item", """{"index":3,"value":{"sku":"kettle"}}""", "index value")]
    [InlineData("$$.execution.id", "\"e1\"", "id")]
    [InlineData("$$.map..sku", """["kettle"]""", "index value")]
    [InlineData("$$.execution['id','input']", """["e1",{"large":true}]""", "id input")]
    public void A_path_makes_no_more_of_the_context_object_than_it_names(string path, string found, string names)
    {
        Assert.Equal(found, Select(path)!.ToString());

        Assert.Equal(names, string.Join(' ', made));
    }

    [Theory]
    [InlineData("$$.nobody")]
    [InlineData("$$.map.nothing")]
    [InlineData("$$.execution.id.deeper")]
    public void A_path_to_what_is_not_there_finds_nothing(string path) => Assert.Null(Select(path));

    [Fact]
    public void The_whole_has_all_members_in_their_order() =>
        Assert.Equal(
            """{"execution":{"id":"e1","input":{"large":true}},"map":{"item":{"index":3,"value":{"sku":"kettle"}}}}""",
            Context().Whole.ToString()
        );

    private JsonData? Select(string path)
    {
        Assert.True(JsonPath.TryParse(path, out var parsed, out var error), error);
        return parsed.Select(new EvaluationContext(JsonData.EmptyObject, Contexts.Around(Context)));
    }

    private LazyObject Context() =>
        new()
        {
            {
                "execution",
                new LazyObject { { "id", () => Make("id", "\"e1\"") }, { "input", () => Make("input", """{"large":true}""") } }
            },
            {
                "map",
                new LazyObject
                {
                    {
                        "item",
                        new LazyObject { { "index", () => Make("index", "3") }, { "value", () => Make("value", """{"sku":"kettle"}""") } }
                    },
                }
            },
        };

    private JsonData Make(string name, string json)
    {
        made.Add(name);
        return Contexts.Payload(json);
    }
}
