using Workflows.Core;
using Workflows.Grains.Catalog;
using Workflows.Grains.Contracts;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Model;
using Workflows.Language.Reading;

namespace Workflows.Grains.Definitions;

/// <summary>The registered workflows: documents are read on the silo that got the request, and kept by the grain of their name.</summary>
internal sealed class RegisteredWorkflows(IGrainFactory grains, WorkflowPrograms programs, KnownResources resources, KnownWorkflows known)
    : IWorkflows
{
    private static readonly DefinitionLimits Limits = new();

    /// <inheritdoc/>
    public async Task<RegisterResult> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken = default)
    {
        var (identified, problems) = await ReadAsync(request, cancellationToken);
        if (identified is not { } document)
            return new RegisterResult(RegisterOutcome.Invalid, null, problems);

        var reply = await grains
            .ByKey<IDefinitionGrain>(document.Name)
            .RegisterAsync(document.Content, document.Version)
            .WaitAsync(cancellationToken);
        return new RegisterResult(reply.Outcome, await ReadAsync(document.Name, reply.Version, cancellationToken), problems);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Problem>> ValidateAsync(RegisterRequest request, CancellationToken cancellationToken = default)
    {
        var (identified, problems) = await ReadAsync(request, cancellationToken);
        if (identified is not { } document)
            return problems;

        var found = await grains
            .ByKey<IDefinitionGrain>(document.Name)
            .CheckAsync(document.Content, document.Version)
            .WaitAsync(cancellationToken);
        return found is { Outcome: RegisterOutcome.Conflict, Version: var taken }
            ? [.. problems, At("$.version", ProblemCodes.VersionTaken, VersionConflicts.Sentence(taken.Version, taken.IsDeleted))]
            : problems;
    }

    /// <inheritdoc/>
    public Task<string> ExplainUnknownAsync(string name, string? version, CancellationToken cancellationToken = default) =>
        known.ExplainUnknownAsync(name, version, cancellationToken);

    /// <inheritdoc/>
    public async Task<RegisteredWorkflow?> FindAsync(string name, string? version, CancellationToken cancellationToken = default) =>
        await grains.ByKey<IDefinitionGrain>(name).FindAsync(version).WaitAsync(cancellationToken) is { } found
            ? await ReadAsync(name, found, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RegisteredWorkflow>> ListAsync(
        string? afterName,
        int limit,
        CancellationToken cancellationToken = default
    )
    {
        var page = new List<RegisteredWorkflow>();
        while (page.Count < limit)
        {
            var names = await CatalogGrain.ListAllAsync(grains, afterName, limit - page.Count).WaitAsync(cancellationToken);
            if (names.Count == 0)
                break;

            var newest = await Task.WhenAll(names.Select(name => grains.ByKey<IDefinitionGrain>(name).FindAsync(null)))
                .WaitAsync(cancellationToken);
            for (var position = 0; position < names.Count; position++)
            {
                if (newest[position] is { } version)
                    page.Add(WithoutDocument(names[position], version));
            }
            afterName = names[^1];
        }
        return page;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RegisteredWorkflow>?> ListVersionsAsync(
        string name,
        string? afterVersion,
        int limit,
        CancellationToken cancellationToken = default
    )
    {
        var versions = await grains.ByKey<IDefinitionGrain>(name).ListAsync(afterVersion, limit).WaitAsync(cancellationToken);
        return versions is null ? null : [.. versions.Select(version => WithoutDocument(name, version))];
    }

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string name, string version, CancellationToken cancellationToken = default) =>
        grains.ByKey<IDefinitionGrain>(name).DeleteAsync(version).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WorkflowProgram?> FindProgramAsync(string name, string version, CancellationToken cancellationToken = default) =>
        programs.FindAsync(name, version);

    // The document under its name, ready to be registered; null when it is refused.
    private async Task<((string Name, string? Version, DefinitionDocument Content)? Document, IReadOnlyList<Problem> Problems)> ReadAsync(
        RegisterRequest request,
        CancellationToken cancellationToken
    )
    {
        var read = DefinitionReader.Read(request.Document, request.Format, Limits, resources.Answers);
        if (read.Definition is not { } definition)
            return (null, read.Problems);

        var problems = CheckIdentity(request, definition);
        if (problems.Count > 0)
            return (null, [.. read.Problems, .. problems]);

        var name = (definition.Name ?? request.Name)!;
        var content = new DefinitionDocument(
            definition.Description,
            definition.Spelling,
            request.Format,
            new Payload(request.Document),
            Payload.Of(read.Document!)
        );
        var room = Math.Max(0, Limits.MaxProblems - read.Problems.Count);
        var warnings = await resources.FindUnknownAsync(read.Resources, name, cancellationToken);
        return ((name, definition.Version ?? request.Version, content), [.. read.Problems, .. warnings.Take(room)]);
    }

    private async Task<RegisteredWorkflow> ReadAsync(string name, DefinitionVersion version, CancellationToken cancellationToken)
    {
        var document =
            await grains
                .ByKey<IDefinitionDocumentGrain>(DefinitionKeys.OfVersion(name, version.Version))
                .ReadAsync()
                .WaitAsync(cancellationToken)
            ?? throw new InvalidOperationException($"The document of {name} {version.Version} is gone.");
        return WithoutDocument(name, version) with { Definition = document.Definition.ToJson(), Source = document.Source.Utf8 };
    }

    private static RegisteredWorkflow WithoutDocument(string name, DefinitionVersion version) =>
        new(
            name,
            version.Version,
            version.Description,
            version.Spelling,
            version.CreatedAt,
            version.IsDeleted,
            JsonData.Null,
            ReadOnlyMemory<byte>.Empty,
            version.Format
        );

    // What is asked for beside the document must agree with what the document says.
    private static List<Problem> CheckIdentity(RegisterRequest request, WorkflowDefinition definition)
    {
        var problems = new List<Problem>();
        if (definition.Name is null && request.Name is null)
            problems.Add(At("$", ProblemCodes.MissingKey, "The document carries no name: give one beside it (?name=…)."));
        else if (definition.Name is not null && request.Name is not null && definition.Name != request.Name)
            problems.Add(
                At("$.name", ProblemCodes.ConflictingKeys, $"The document is named '{definition.Name}', the request says '{request.Name}'.")
            );
        else if (definition.Name is null && !WorkflowNames.IsValid(request.Name!))
            problems.Add(
                At(
                    "$",
                    ProblemCodes.InvalidName,
                    "A name begins with a letter or digit and has at most 80 letters, digits, '_', '.' and '-'."
                )
            );

        if (definition.Version is not null && request.Version is not null && definition.Version != request.Version)
            problems.Add(
                At(
                    "$.version",
                    ProblemCodes.ConflictingKeys,
                    $"The document says version '{definition.Version}', the request '{request.Version}'."
                )
            );
        else if (definition.Version is null && request.Version is { } version && !WorkflowNames.IsValidVersion(version))
            problems.Add(At("$", ProblemCodes.InvalidValue, WorkflowNames.VersionGrammar));
        return problems;
    }

    private static Problem At(string path, string code, string message) => new(code, message, new SourcePosition(path, 0, 1));
}
