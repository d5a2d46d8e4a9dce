using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workflows.Language.Data;

namespace Workflows.Grains.Tasks;

/// <summary>Runs one attempt; see <see cref="ITaskHandler.HandleAsync"/>.</summary>
public delegate ValueTask<JsonData> TaskHandlerDelegate(TaskAttempt request, CancellationToken cancellationToken);

/// <summary>Who handles a resource in this process.</summary>
/// <param name="Resource">The name in the definition, without a scheme.</param>
/// <param name="Handle">Runs an attempt with the services of the host.</param>
public sealed record TaskHandlerRegistration(
    string Resource,
    Func<IServiceProvider, TaskAttempt, CancellationToken, ValueTask<JsonData>> Handle
);

/// <summary>Registers handlers of tasks.</summary>
public static class TaskHandlerServices
{
    /// <summary>Registers a handler class; each attempt gets an instance of its own scope.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="resource">The name that definitions call it by, for example <c>orderService.validate</c>.</param>
    /// <exception cref="ArgumentException">The name is empty or has a scheme.</exception>
    public static IServiceCollection AddTaskHandler<THandler>(this IServiceCollection services, string resource)
        where THandler : class, ITaskHandler
    {
        services.TryAddScoped<THandler>();
        return services.Add(resource, RunInScopeAsync<THandler>);
    }

    /// <summary>Registers a function as the handler of a resource.</summary>
    /// <inheritdoc cref="AddTaskHandler{THandler}(IServiceCollection, string)"/>
    public static IServiceCollection AddTaskHandler(this IServiceCollection services, string resource, TaskHandlerDelegate handler) =>
        services.Add(resource, (_, request, cancellationToken) => handler(request, cancellationToken));

    private static IServiceCollection Add(
        this IServiceCollection services,
        string resource,
        Func<IServiceProvider, TaskAttempt, CancellationToken, ValueTask<JsonData>> handle
    )
    {
        if (string.IsNullOrWhiteSpace(resource) || resource.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException(
                $"'{resource}' is no name for a handler: it must not be empty, and a colon would make it a scheme.",
                nameof(resource)
            );

        return services.AddSingleton(new TaskHandlerRegistration(resource, handle));
    }

    private static async ValueTask<JsonData> RunInScopeAsync<THandler>(
        IServiceProvider services,
        TaskAttempt request,
        CancellationToken cancellationToken
    )
        where THandler : class, ITaskHandler
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(request, cancellationToken);
    }
}
