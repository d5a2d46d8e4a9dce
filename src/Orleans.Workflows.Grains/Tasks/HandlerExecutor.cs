using System.Collections.Frozen;
using Workflows.Grains.Tasks.Mocks;
using Workflows.Language.Data;

namespace Workflows.Grains.Tasks;

/// <summary>
/// The executor of resources without a scheme: the handler registered by that name, else the mock of that name, else <c>States.ResourceNotFound</c>.
/// </summary>
internal sealed class HandlerExecutor : ITaskExecutor
{
    private readonly FrozenDictionary<string, TaskHandlerRegistration> handlers;
    private readonly IServiceProvider services;
    private readonly MockExecutor mocks;

    /// <exception cref="InvalidOperationException">Two handlers have the same name.</exception>
    public HandlerExecutor(IEnumerable<TaskHandlerRegistration> registrations, IServiceProvider services, MockExecutor mocks)
    {
        this.services = services;
        this.mocks = mocks;

        var byName = new Dictionary<string, TaskHandlerRegistration>(StringComparer.Ordinal);
        foreach (var registration in registrations)
        {
            if (!byName.TryAdd(registration.Resource, registration))
                throw new InvalidOperationException($"Two task handlers are registered as '{registration.Resource}'.");
        }
        handlers = byName.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Scheme => "";

    /// <summary>What handlers and mocks are registered for.</summary>
    public IEnumerable<string> Resources => handlers.Keys.Concat(mocks.Resources);

    /// <summary>Whether a handler or a mock is registered for a resource.</summary>
    public bool Answers(string resource) => handlers.ContainsKey(resource) || mocks.Answers(resource);

    public ValueTask<TaskOutcome> ExecuteAsync(TaskAttempt request, CancellationToken cancellationToken)
    {
        if (handlers.TryGetValue(request.Resource, out var handler))
            return HandleAsync(handler, request, cancellationToken);

        return mocks.Answers(request.Resource)
            ? mocks.ExecuteAsync(request, cancellationToken)
            : ValueTask.FromResult(
                TaskOutcome.Failed(ErrorNames.ResourceNotFound, $"No handler or mock is registered for the resource '{request.Resource}'.")
            );
    }

    private async ValueTask<TaskOutcome> HandleAsync(
        TaskHandlerRegistration handler,
        TaskAttempt request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return TaskOutcome.Completed(await handler.Handle(services, request, cancellationToken) ?? JsonData.Null);
        }
        catch (TaskException failure)
        {
            return OutcomeCheck.Thrown(failure.Error, failure.Cause, $"The handler of '{request.Resource}'");
        }
    }
}
