using Workflows.Grains.Contracts;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Server.Responses;

/// <summary>A registered version of a workflow.</summary>
public sealed record WorkflowResponse
{
    /// <summary>The workflow's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Description { get; init; }

    /// <summary>How the document was written: <c>native</c> or <c>asl</c> (Amazon States Language).</summary>
    public required string Spelling { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The document as JSON; absent in lists.</summary>
    public JsonData? Definition { get; init; }

    /// <summary>What is probably not meant as it is written; only in the answer to a registration.</summary>
    public IReadOnlyList<ProblemItem>? Warnings { get; init; }

    /// <summary>The whole workflow.</summary>
    public static WorkflowResponse Of(RegisteredWorkflow workflow) => InList(workflow) with { Definition = workflow.Definition };

    /// <summary>The workflow and the warnings that its document gave.</summary>
    public static WorkflowResponse Of(RegisteredWorkflow workflow, IReadOnlyList<Problem> problems) =>
        Of(workflow) with
        {
            Warnings = problems.Count == 0 ? null : [.. problems.Select(ProblemItem.Of)],
        };

    /// <summary>The workflow without its definition.</summary>
    public static WorkflowResponse InList(RegisteredWorkflow workflow) =>
        new()
        {
            Name = workflow.Name,
            Version = workflow.Version,
            Description = workflow.Description,
            Spelling = NameOf(workflow.Spelling),
            CreatedAt = workflow.CreatedAt,
        };

    private static string NameOf(Spelling spelling) =>
        spelling switch
        {
            Language.Model.Spelling.Native => "native",
            Language.Model.Spelling.Asl => "asl",
            Language.Model.Spelling.None => throw new InvalidOperationException("A registered workflow has a spelling."),
        };
}
