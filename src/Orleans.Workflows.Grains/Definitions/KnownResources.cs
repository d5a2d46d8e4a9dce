using Workflows.Grains.Contracts;
using Workflows.Grains.Tasks;
using Workflows.Language.Documents;
using Workflows.Language.Model;
using Workflows.Language.Reading;

namespace Workflows.Grains.Definitions;

/// <summary>
/// Warns of resources that nobody is registered for on this host. Only warns: a handler may be deployed, and a workflow registered, after the workflows that name it.
/// </summary>
internal sealed class KnownResources(
    HandlerExecutor handlers,
    IEnumerable<ITaskExecutor> executors,
    TaskOptions options,
    KnownWorkflows workflows,
    IGrainFactory grains
)
{
    private const int MostListed = 10;

    // Each is a call of a grain; a document with thousands of children is told of the first ones.
    private const int MostWorkflows = 100;

    private readonly HashSet<string> schemes = [.. executors.Select(executor => executor.Scheme).Where(scheme => scheme.Length > 0)];

    /// <summary>Whether a handler, a mock or an executor for its scheme is registered for a resource.</summary>
    public bool Answers(string resource) =>
        handlers.Answers(resource)
        || (resource.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && schemes.Contains(resource[..colon]));

    /// <summary>A warning for each place that names an unknown resource.</summary>
    /// <param name="named">What a document names.</param>
    /// <param name="own">The name of the workflow that names them, which may call itself.</param>
    public async Task<IReadOnlyList<Problem>> FindUnknownAsync(
        IReadOnlyList<ResourceReference> named,
        string own,
        CancellationToken cancellationToken
    )
    {
        var sentences = new Dictionary<string, string?>(StringComparer.Ordinal);
        var children = 0;
        foreach (var (resource, _) in named)
        {
            if (sentences.ContainsKey(resource.Text))
                continue;
            var isChild = resource.Kind == TaskResourceKind.Workflow;
            if (isChild && (resource.Name == own || ++children > MostWorkflows))
                continue;
            sentences[resource.Text] = isChild ? await OfWorkflowAsync(resource, cancellationToken) : Of(resource);
        }
        return
        [
            .. from reference in named
            let sentence = sentences.GetValueOrDefault(reference.Resource.Text)
            where sentence is not null
            select new Problem(ProblemCodes.UnknownResource, sentence, reference.Position, Severity.Warning),
        ];
    }

    private string? Of(TaskResource resource) =>
        resource.Kind switch
        {
            TaskResourceKind.Handler when !IsRegistered(resource) => Unregistered("No handler or mock", resource, handlers.Resources),
            TaskResourceKind.Callback when !IsRegistered(resource) && !options.Webhooks.ContainsKey(resource.Name) => Unregistered(
                "No webhook, handler or mock",
                resource,
                options.Webhooks.Keys.Concat(handlers.Resources)
            ),
            _ => null,
        };

    private bool IsRegistered(TaskResource resource) => handlers.Answers(resource.Name) || handlers.Answers(resource.Text);

    private static string Unregistered(string who, TaskResource resource, IEnumerable<string> registered)
    {
        List<string> known = [.. registered.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var hint = Suggestions.DidYouMean(resource.Name, known);
        if (hint.Length == 0 && known.Count > 0)
            hint = $" Registered are: {string.Join(", ", known.Take(MostListed))}{(known.Count > MostListed ? ", …" : "")}.";
        return $"{who} is registered here for '{resource.Name}'; without one the task fails with States.ResourceNotFound.{hint}";
    }

    private async Task<string?> OfWorkflowAsync(TaskResource resource, CancellationToken cancellationToken)
    {
        var found = await grains.ByKey<IDefinitionGrain>(resource.Name).FindAsync(resource.Version).WaitAsync(cancellationToken);
        return found switch
        {
            null =>
                $"{await workflows.ExplainUnknownAsync(resource.Name, resource.Version, cancellationToken)} Register it before an execution calls it.",
            { IsDeleted: true } => $"Version {resource.Version} of the workflow '{resource.Name}' was deleted; call another version.",
            _ => null,
        };
    }
}
