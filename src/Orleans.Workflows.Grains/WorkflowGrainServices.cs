using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime;
using Workflows.Grains.Availability;
using Workflows.Grains.Contracts;
using Workflows.Grains.Definitions;
using Workflows.Grains.Executions;
using Workflows.Grains.Retention;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tasks.Mocks;
using Workflows.Grains.Tasks.Queues;
using Workflows.Grains.Timers;
using Workflows.Language.Expressions;

namespace Workflows.Grains;

/// <summary>Adds what the grains need to a silo. Hosts call <c>AddOrleansWorkflows</c> instead, which does this too.</summary>
public static class WorkflowGrainServices
{
    /// <summary>Adds executions, definitions, timers and task executors; the journal and the grain storages of <see cref="StorageNames"/> have to be there.</summary>
    /// <param name="services">The services of the silo.</param>
    /// <param name="limits">What executions may use.</param>
    /// <param name="starts">How many executions the silo takes.</param>
    /// <param name="tasks">How much work the silo does at the same time.</param>
    /// <param name="mocks">Answers for resources without a handler.</param>
    public static IServiceCollection AddWorkflowGrains(
        this IServiceCollection services,
        ProgramLimits limits,
        StartLimits starts,
        TaskOptions tasks,
        MockFile mocks
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Entropy, SystemEntropy>();
        services.AddSingleton(limits).AddSingleton(starts).AddSingleton(tasks).AddSingleton(mocks);

        services.AddSingleton<WorkflowPrograms>().AddSingleton<RegisteredWorkflows>();
        services.AddSingleton<KnownResources>().AddSingleton<KnownWorkflows>();
        services.AddSingleton<SnapshotStore>().AddSingleton<ExecutionLoader>().AddSingleton<ExecutionReader>();
        services.AddSingleton<LiveExecutions>().AddSingleton<StartGate>().AddSingleton<InputCheck>().AddSingleton<ExecutionDeletion>();
        services.AddSingleton<Evaluations>().AddSingleton<IEvaluations>(provider => provider.GetRequiredService<Evaluations>());
        services.AddSingleton<ExecutionServices>().AddSingleton<RunningExecutions>();

        services.AddSingleton<Relatives>().AddSingleton<WorkStarter>();

        services.AddSingleton<MockExecutor>().AddSingleton<HandlerExecutor>().AddSingleton<TaskDispatcher>();
        services.AddSingleton<ITaskExecutor>(provider => provider.GetRequiredService<HandlerExecutor>());
        services.AddSingleton<ITaskExecutor, CallbackExecutor>();
        services.AddSingleton<PollReports>().AddSingleton<WorkerQueues>().AddSingleton<TokenCompletions>();
        AddGuards(services);

        services.AddSingleton<LocalSilo>().AddSingleton<SiloDrain>().AddSingleton<TimerHints>();
        services.AddSingleton<LeaseKeeper>().AddSingleton<OrphanSweep>().AddSingleton<SiloWork>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SiloWork>());
        return services;
    }

    /// <summary>What hosts and REST call: never kept waiting for a database that is away.</summary>
    private static void AddGuards(IServiceCollection services)
    {
        services.AddSingleton<OutageGuard>();
        services.AddSingleton<IWorkflows>(provider => new GuardedWorkflows(
            provider.GetRequiredService<RegisteredWorkflows>(),
            provider.GetRequiredService<OutageGuard>()
        ));
        services.AddSingleton<IExecutions>(provider => new GuardedExecutions(
            provider.GetRequiredService<RunningExecutions>(),
            provider.GetRequiredService<OutageGuard>()
        ));
        services.AddSingleton<IWorkerQueues>(provider => new GuardedWorkerQueues(
            provider.GetRequiredService<WorkerQueues>(),
            provider.GetRequiredService<OutageGuard>()
        ));
        services.AddSingleton<ITaskCompletions>(provider => new GuardedTaskCompletions(
            provider.GetRequiredService<TokenCompletions>(),
            provider.GetRequiredService<OutageGuard>()
        ));
    }
}
