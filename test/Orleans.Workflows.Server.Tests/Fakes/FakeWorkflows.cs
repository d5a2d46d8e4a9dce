using System.Text;
using Workflows.Core;
using Workflows.Grains.Contracts;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Model;
using Workflows.Language.Reading;

namespace Workflows.Server.Tests.Fakes;

/// <summary>Workflows in a list, for what the endpoints do with them. A document with the word "broken" in it has two problems.</summary>
internal sealed class FakeWorkflows : IWorkflows
{
    private readonly List<RegisteredWorkflow> registered = [];

    public Task<RegisterResult> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken = default)
    {
        var text = Encoding.UTF8.GetString(request.Document.Span);
        if (text.Contains("broken", StringComparison.Ordinal))
            return Task.FromResult(
                new RegisterResult(RegisterOutcome.Invalid, null, [Mistake("unknown-next", 3), Mistake("unknown-key", 7)])
            );

        var (name, version) = (request.Name ?? "greeting", request.Version ?? "1.0");
        var standing = registered.Find(w => w.Name == name && w.Version == version);
        if (standing is not null)
            return Task.FromResult(
                standing.Source.Span.SequenceEqual(request.Document.Span) && !standing.IsDeleted
                    ? new RegisterResult(RegisterOutcome.Unchanged, standing, [])
                    : new RegisterResult(RegisterOutcome.Conflict, standing, [])
            );

        var definition = JsonData.FromTrustedUtf8("""{"startAt":"greet"}"""u8.ToArray());
        var workflow = new RegisteredWorkflow(
            name,
            version,
            null,
            Spelling.Native,
            FakeExecutions.Moment,
            false,
            definition,
            request.Document,
            request.Format
        );
        registered.Add(workflow);
        return Task.FromResult(
            new RegisterResult(RegisterOutcome.Created, workflow, [Mistake("literal-path", 2) with { Severity = Severity.Warning }])
        );
    }

    public Task<IReadOnlyList<Problem>> ValidateAsync(RegisterRequest request, CancellationToken cancellationToken = default) =>
        Task.FromResult(DefinitionReader.Read(request.Document, request.Format, new DefinitionLimits()).Problems);

    public Task<string> ExplainUnknownAsync(string name, string? version, CancellationToken cancellationToken = default) =>
        Task.FromResult($"There is no {name} {version}.");

    public Task<RegisteredWorkflow?> FindAsync(string name, string? version, CancellationToken cancellationToken = default) =>
        Task.FromResult(registered.FindLast(w => w.Name == name && (version is null ? !w.IsDeleted : w.Version == version)));

    public Task<IReadOnlyList<RegisteredWorkflow>> ListAsync(string? afterName, int limit, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<RegisteredWorkflow>>([
            .. registered
                .GroupBy(w => w.Name)
                .Select(versions => versions.Last())
                .OrderBy(w => w.Name, StringComparer.Ordinal)
                .Where(w => afterName is null || string.CompareOrdinal(w.Name, afterName) > 0)
                .Take(limit),
        ]);

    public Task<IReadOnlyList<RegisteredWorkflow>?> ListVersionsAsync(
        string name,
        string? afterVersion,
        int limit,
        CancellationToken cancellationToken = default
    )
    {
        var versions = registered.Where(w => w.Name == name && !w.IsDeleted).Reverse().ToList();
        var skip = afterVersion is null ? 0 : versions.FindIndex(w => w.Version == afterVersion) + 1;
        return Task.FromResult<IReadOnlyList<RegisteredWorkflow>?>(versions.Count == 0 ? null : [.. versions.Skip(skip).Take(limit)]);
    }

    public Task<bool> DeleteAsync(string name, string version, CancellationToken cancellationToken = default)
    {
        var index = registered.FindIndex(w => w.Name == name && w.Version == version && !w.IsDeleted);
        if (index >= 0)
            registered[index] = registered[index] with { IsDeleted = true };
        return Task.FromResult(index >= 0);
    }

    public ValueTask<WorkflowProgram?> FindProgramAsync(string name, string version, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<WorkflowProgram?>(null);

    private static Problem Mistake(string code, int line) => new(code, "A sentence.", new SourcePosition("$.states", line, 5));
}
