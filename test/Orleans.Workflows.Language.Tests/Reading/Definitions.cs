using System.Text;
using Workflows.Language.Documents;
using Workflows.Language.Model;
using Workflows.Language.Reading;

namespace Workflows.Language.Tests.Reading;

/// <summary>Reads definitions as users write them.</summary>
internal static class Definitions
{
    public static ReadResult Yaml(string text, DefinitionLimits? limits = null) => Read(text, DocumentFormat.Yaml, limits);

    public static ReadResult Json(string text, DefinitionLimits? limits = null) => Read(text, DocumentFormat.Json, limits);

    public static ReadResult Read(string text, DocumentFormat format, DefinitionLimits? limits = null) =>
        DefinitionReader.Read(Encoding.UTF8.GetBytes(text), format, limits ?? new DefinitionLimits());

    /// <summary>A definition without problems.</summary>
    public static WorkflowDefinition Valid(string yaml)
    {
        var result = DefinitionReader.Read(Encoding.UTF8.GetBytes(yaml), DocumentFormat.Yaml, new DefinitionLimits());
        Assert.Empty(result.Problems);
        return result.Definition!;
    }

    /// <summary>A definition of one native state, which is called <c>only</c>.</summary>
    public static string OneState(string state) =>
        $$"""
            name: one
            startAt: only
            states:
              only:
                {{state.ReplaceLineEndings("\n").Replace("\n", "\n    ")}}
            """;

    /// <summary>The codes of all problems.</summary>
    public static IReadOnlyList<string> Codes(this ReadResult result) => [.. result.Problems.Select(problem => problem.Code)];
}
