using System.Collections.Immutable;
using Workflows.Language.Documents;
using Workflows.Language.Reading;

namespace Workflows.Core;

/// <summary>Programs from documents as users write them.</summary>
internal static class Programs
{
    public static readonly ImmutableSortedDictionary<string, string> NoTags = ImmutableSortedDictionary<string, string>.Empty;

    public static WorkflowProgram FromYaml(string yaml, ExecutionLimits? limits = null) => Read(yaml, DocumentFormat.Yaml, limits);

    public static WorkflowProgram FromJson(string json, ExecutionLimits? limits = null) => Read(json, DocumentFormat.Json, limits);

    private static WorkflowProgram Read(string document, DocumentFormat format, ExecutionLimits? limits)
    {
        var read = DefinitionReader.Read(
            System.Text.Encoding.UTF8.GetBytes(document),
            format,
            new DefinitionLimits(),
            DefinitionReader.AnyMock
        );
        Assert.True(read.Definition is not null, document + "\n" + string.Join("\n", read.Problems));
        return new WorkflowProgram(
            read.Definition.Name ?? "asl",
            read.Definition.Version ?? "1",
            read.Definition,
            limits ?? ExecutionLimits.For(read.Definition.Spelling)
        );
    }
}
