using System.Text;
using System.Text.Json.Nodes;
using Workflows.Language.Documents;
using Workflows.Language.Reading;
using Workflows.Testing.Repository;
using Workflows.Tidy.Source;

namespace Workflows.Tidy.Documents;

public sealed class DefinitionTests
{
    [Fact]
    public void Every_definition_among_the_examples_is_read_without_a_problem()
    {
        var files = WorkingTree.FilesBelow("examples", "*.yaml").Where(file => IsDefinition(WorkingTree.Read(file))).ToList();
        Assert.Contains("examples/order_processing_workflow.yaml", files);
        Ratchet.Check(files.SelectMany(file => Problems(file, WorkingTree.Read(file))), "An example is a document that the server takes.");
    }

    [Fact]
    public void Every_definition_in_the_documents_is_read_without_a_problem()
    {
        var blocks = FencedBlock
            .All()
            .Where(block =>
                block.Language is "yaml" or "json"
                && IsDefinition(block.Text)
                && !block.Info.StartsWith("refused", StringComparison.Ordinal)
            )
            .ToList();
        Assert.NotEmpty(blocks);
        Ratchet.Check(
            blocks.SelectMany(block => Problems(block.Place, DefinitionOf(block))),
            "A document shows only what the server takes."
        );
    }

    [Fact]
    public void A_definition_that_is_shown_as_wrong_has_the_problem_that_it_shows()
    {
        var blocks = FencedBlock.All().Where(block => block.Info.StartsWith("refused ", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(block.Info.Split(' ')[1], Read(block.Text).Problems.Select(problem => problem.Code)));
    }

    [Fact]
    public void The_guide_explains_every_problem_code_and_no_other()
    {
        var table = WorkingTree.Read("docs/language.md").Split("| code |")[1].Split("\n\n")[0];
        var explained = table.Split('\n').Skip(2).Select(row => row.Split('`')[1]);
        Assert.Equal(ProblemCodes.All.Order(StringComparer.Ordinal), explained.Order(StringComparer.Ordinal));
    }

    private static bool IsDefinition(string text) =>
        text.Contains("startAt", StringComparison.OrdinalIgnoreCase) && text.Contains("states", StringComparison.OrdinalIgnoreCase);

    // A trial of a state is a request that has the definition inside.
    private static string DefinitionOf(FencedBlock block) =>
        block.Language == "json" && JsonNode.Parse(block.Text) is JsonObject request && request["definition"] is JsonObject definition
            ? definition.ToJsonString()
            : block.Text;

    private static IEnumerable<string> Problems(string place, string text) =>
        Read(text).Problems.Select(problem => $"{place}: {problem.Position.Path}: {problem.Message}");

    private static ReadResult Read(string text) =>
        DefinitionReader.Read(Encoding.UTF8.GetBytes(text), DocumentFormat.Yaml, new DefinitionLimits(), DefinitionReader.AnyMock);
}
