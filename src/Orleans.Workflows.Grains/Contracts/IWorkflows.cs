using Workflows.Core;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Grains.Contracts;

/// <summary>The registered workflows, for REST and for people who embed the engine. Any silo answers.</summary>
public interface IWorkflows
{
    /// <summary>Registers a document as a version of a workflow. The same content again is no change; a version never gets another content.</summary>
    Task<RegisterResult> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads a document as a registration would, and stores nothing: its errors and warnings. A registration without an error here is not refused.</summary>
    Task<IReadOnlyList<Problem>> ValidateAsync(RegisterRequest request, CancellationToken cancellationToken = default);

    /// <summary>A version; null when it does not exist. A deleted version is found, and says so.</summary>
    /// <param name="name">The workflow's name.</param>
    /// <param name="version">The version; null for the one registered last that is not deleted.</param>
    Task<RegisteredWorkflow?> FindAsync(string name, string? version, CancellationToken cancellationToken = default);

    /// <summary>Says of a workflow or version that does not exist which of the two is unknown, and what was probably meant.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <param name="version">The version that was asked for; null for the newest.</param>
    Task<string> ExplainUnknownAsync(string name, string? version, CancellationToken cancellationToken = default);

    /// <summary>The newest version of each workflow, by name.</summary>
    /// <param name="afterName">Begin behind this name; null for the first page.</param>
    Task<IReadOnlyList<RegisteredWorkflow>> ListAsync(string? afterName, int limit, CancellationToken cancellationToken = default);

    /// <summary>The versions of a workflow that are not deleted, registered last first; null when the workflow does not exist.</summary>
    /// <param name="afterVersion">Begin behind this version; null for the first page.</param>
    Task<IReadOnlyList<RegisteredWorkflow>?> ListVersionsAsync(
        string name,
        string? afterVersion,
        int limit,
        CancellationToken cancellationToken = default
    );

    /// <summary>Marks a version as deleted: no new start of it; running executions go on. False when it does not exist (or is deleted already).</summary>
    Task<bool> DeleteAsync(string name, string version, CancellationToken cancellationToken = default);

    /// <summary>The compiled program of a version, deleted or not, from the silo's cache where it has it; null when it does not exist.</summary>
    ValueTask<WorkflowProgram?> FindProgramAsync(string name, string version, CancellationToken cancellationToken = default);
}

/// <summary>A document to be registered.</summary>
/// <param name="Document">The document as it was sent.</param>
/// <param name="Format">How it is written down.</param>
/// <param name="Name">The workflow's name; required where the document carries none, and must agree with one that it carries.</param>
/// <param name="Version">The version; must agree with one that the document carries.</param>
public sealed record RegisterRequest(ReadOnlyMemory<byte> Document, DocumentFormat Format, string? Name, string? Version);

/// <summary>How a registration ended.</summary>
public enum RegisterOutcome
{
    /// <summary>No outcome; rejected.</summary>
    None = 0,

    /// <summary>A new version stands.</summary>
    Created,

    /// <summary>The version with this content stands already.</summary>
    Unchanged,

    /// <summary>The version stands with other content, or stood and was deleted.</summary>
    Conflict,

    /// <summary>The document has errors.</summary>
    Invalid,
}

/// <summary>What a registration gave.</summary>
/// <param name="Workflow">The version that stands; null when invalid.</param>
/// <param name="Problems">Errors and warnings of the document.</param>
public sealed record RegisterResult(RegisterOutcome Outcome, RegisteredWorkflow? Workflow, IReadOnlyList<Problem> Problems);

/// <summary>A registered version.</summary>
/// <param name="Name">The workflow's name.</param>
/// <param name="Version">The version.</param>
/// <param name="Description">A sentence for people.</param>
/// <param name="Spelling">How the document was written.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="IsDeleted">Whether no execution of it can be started any more.</param>
/// <param name="Definition">The document as JSON.</param>
/// <param name="Source">The document as it was sent.</param>
/// <param name="Format">How <paramref name="Source"/> is written down.</param>
public sealed record RegisteredWorkflow(
    string Name,
    string Version,
    string? Description,
    Spelling Spelling,
    DateTimeOffset CreatedAt,
    bool IsDeleted,
    JsonData Definition,
    ReadOnlyMemory<byte> Source,
    DocumentFormat Format
);
