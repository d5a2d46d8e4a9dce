using System.Text.Json.Nodes;
using Workflows.Testing.Repository;

namespace Workflows.Chaos.Tests.Documents;

/// <summary>
/// An example of the guide: a definition (a block <c>yaml run</c>, with <c>name=…</c> behind it where the document carries none), an input (<c>json input</c>) and how it ends (<c>json output</c>, or <c>json error</c> with
/// error and cause). Several inputs may follow one definition.
/// </summary>
/// <param name="Place">Where the input stands.</param>
/// <param name="Definition">The definition.</param>
/// <param name="Name">The workflow's name where the definition carries none; null where it does.</param>
/// <param name="Input">The input.</param>
/// <param name="Output">The output; null where it fails.</param>
/// <param name="Error">Error and cause; null where it succeeds.</param>
internal sealed record GuideExample(string Place, string Definition, string? Name, string Input, JsonNode? Output, JsonNode? Error)
{
    /// <summary>The examples of a file, in order.</summary>
    /// <exception cref="FormatException">An input without a definition before it, or without an end after it.</exception>
    public static IEnumerable<GuideExample> Of(string file)
    {
        FencedBlock? definition = null;
        FencedBlock? input = null;
        foreach (var block in FencedBlock.Of(file))
        {
            switch (block.Language, block.Info)
            {
                case ("yaml", _) when block.Info.Split(' ')[0] == "run":
                    definition = block;
                    break;
                case ("json", "input"):
                    input = block;
                    break;
                case ("json", "output" or "error"):
                    if (definition is null || input is null)
                        throw new FormatException($"{block.Place}: an end without a definition and an input before it");
                    var end = JsonNode.Parse(block.Text)!;
                    yield return new GuideExample(
                        input.Place,
                        definition.Text,
                        definition.Info.Split("name=") is [_, var name] ? name : null,
                        input.Text,
                        block.Info == "output" ? end : null,
                        block.Info == "error" ? end : null
                    );
                    input = null;
                    break;
            }
        }

        if (input is not null)
            throw new FormatException($"{input.Place}: an input without an end");
    }
}
