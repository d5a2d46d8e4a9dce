using Workflows.Core;
using Workflows.Grains.Contracts;
using Workflows.Language.Documents;

namespace Workflows.Grains.Availability;

/// <summary>The registered workflows, for callers who do not wait for a database that is away.</summary>
internal sealed class GuardedWorkflows(IWorkflows workflows, OutageGuard guard) : IWorkflows
{
    /// <inheritdoc/>
    public Task<RegisterResult> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken = default)
    {
        guard.Enter();
        return guard.WrittenAsync(workflows.RegisterAsync(request, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Problem>> ValidateAsync(RegisterRequest request, CancellationToken cancellationToken = default) =>
        guard.ReadAsync(token => workflows.ValidateAsync(request, token), cancellationToken);

    /// <inheritdoc/>
    public Task<string> ExplainUnknownAsync(string name, string? version, CancellationToken cancellationToken = default) =>
        guard.ReadAsync(token => workflows.ExplainUnknownAsync(name, version, token), cancellationToken);

    /// <inheritdoc/>
    public Task<RegisteredWorkflow?> FindAsync(string name, string? version, CancellationToken cancellationToken = default) =>
        guard.ReadAsync(token => workflows.FindAsync(name, version, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RegisteredWorkflow>> ListAsync(string? afterName, int limit, CancellationToken cancellationToken = default) =>
        guard.ReadAsync(token => workflows.ListAsync(afterName, limit, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RegisteredWorkflow>?> ListVersionsAsync(
        string name,
        string? afterVersion,
        int limit,
        CancellationToken cancellationToken = default
    ) => guard.ReadAsync(token => workflows.ListVersionsAsync(name, afterVersion, limit, token), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> DeleteAsync(string name, string version, CancellationToken cancellationToken = default)
    {
        guard.Enter();
        return guard.WrittenAsync(workflows.DeleteAsync(name, version, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<WorkflowProgram?> FindProgramAsync(string name, string version, CancellationToken cancellationToken = default)
    {
        var program = workflows.FindProgramAsync(name, version, cancellationToken);
        return program.IsCompletedSuccessfully ? await program : await guard.ReadAsync(_ => program.AsTask(), cancellationToken);
    }
}
