using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Workflows.Testing.Repository;

namespace Workflows.Chaos.Tests.Documents;

/// <summary>Runs what <c>docs/language.md</c> shows, on the real server.</summary>
public sealed class LanguageGuideTests(GuideServer server) : IClassFixture<GuideServer>
{
    private const string Guide = "docs/language.md";

    /// <summary>Where the examples stand.</summary>
    public static TheoryData<string> Examples => [.. GuideExample.Of(Guide).Select(example => example.Place)];

    /// <summary>Where the refused documents stand.</summary>
    public static TheoryData<string> Refusals => [.. Refused().Select(block => block.Place)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task An_example_of_the_guide_ends_as_it_says(string place)
    {
        var example = GuideExample.Of(Guide).Single(candidate => candidate.Place == place);
        var workflow = await RegisterAsync(example);
        var body = new JsonObject { ["workflow"] = workflow, ["input"] = JsonNode.Parse(example.Input) };
        using var answer = await server.Client.PostAsJsonAsync("/workflow-executions?wait=20", body);
        var execution = await answer.Content.ReadFromJsonAsync<JsonObject>();

        Assert.True(answer.StatusCode == HttpStatusCode.OK, execution?.ToJsonString());
        var (expected, actual) = example.Output is not null ? (example.Output, execution!["output"]) : (example.Error, Failure(execution!));
        Assert.True(JsonNode.DeepEquals(expected, actual), $"expected {expected!.ToJsonString()}\nactual   {execution!.ToJsonString()}");
    }

    /// <summary>A block <c>yaml refused CODE</c>.</summary>
    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_document_that_the_guide_calls_wrong_is_refused_with_that_code(string place)
    {
        var block = Refused().Single(candidate => candidate.Place == place);
        using var answer = await server.Client.PostAsync("/workflows/validate", Yaml(block.Text));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains($"\"{block.Info.Split(' ')[1]}\"", text, StringComparison.Ordinal);
    }

    private static IEnumerable<FencedBlock> Refused() =>
        FencedBlock.Of(Guide).Where(block => block.Language == "yaml" && block.Info.StartsWith("refused ", StringComparison.Ordinal));

    private static StringContent Yaml(string text) => new(text, Encoding.UTF8, "application/yaml");

    private static JsonObject Failure(JsonObject execution)
    {
        var failure = new JsonObject { ["error"] = execution["error"]?.DeepClone() };
        if (execution["cause"] is { } cause)
            failure["cause"] = cause.DeepClone();
        return failure;
    }

    private async Task<string> RegisterAsync(GuideExample example)
    {
        using var answer = await server.Client.PostAsync(
            "/workflows" + (example.Name is null ? "" : "?name=" + example.Name),
            Yaml(example.Definition)
        );
        var workflow = await answer.Content.ReadFromJsonAsync<JsonObject>();
        Assert.True(answer.IsSuccessStatusCode, workflow?.ToJsonString());
        return workflow!["name"]!.GetValue<string>();
    }
}
