using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;
using Workflows.Grains;
using Workflows.Grains.Retention;
using Workflows.Grains.Tasks.Http;
using Workflows.Grains.Tasks.Mocks;
using Workflows.Hosting.Health;
using Workflows.Hosting.Options;
using Workflows.Hosting.Ports;
using Workflows.Journal.Composition;

namespace Workflows.Hosting;

/// <summary>Makes a host a workflow engine.</summary>
public static class WorkflowsHosting
{
    /// <summary>The name of the health check that says whether requests can be answered.</summary>
    public const string ReadyCheck = "workflows";

    /// <summary>
    /// Adds the engine: the journal, an Orleans silo with its storage, reminders and clustering in the same database, the grains and the task executors. Afterwards
    /// <see cref="Grains.Contracts.IWorkflows"/> and <see cref="Grains.Contracts.IExecutions"/> are services of the host.
    /// </summary>
    /// <param name="builder">The host; its configuration is read first (sections <c>Storage</c>, <c>Silo</c>, <c>Mocks</c>, <c>Limits</c>, <c>Tasks</c>, <c>Retention</c>, <c>Http</c>).</param>
    /// <param name="configure">Sets what the configuration leaves open; it has the last word.</param>
    /// <returns>The host.</returns>
    /// <exception cref="WrongSettingException">A setting is wrong; the message is one sentence that names it.</exception>
    public static IHostApplicationBuilder AddOrleansWorkflows(
        this IHostApplicationBuilder builder,
        Action<WorkflowsOptions>? configure = null
    )
    {
        var options = Bind(builder.Configuration);
        configure?.Invoke(options);
        WorkflowsOptionsCheck.Check(options);
        var mocks = ReadMocks(options.Mocks);
        var ports = SiloPorts.Take(options.Silo);

        // Hosted services start in this order and stop in reverse: the journal is ready before the silo asks for its tables, and drains after the silo has written its last.
        builder.Services.AddSingleton(ports).AddHostedService<SiloPortsService>();
        builder.Services.AddJournal(options.Storage.Apply);
        builder
            .Services.AddWorkflowGrains(options.Limits.ToProgramLimits(), options.Limits.ToStartLimits(), options.Tasks, mocks)
            .AddHttpTasks(options.Http);
        builder.Services.AddWorkflowRetention(options.Retention);
        builder.UseOrleans(silo => SiloComposition.Configure(silo, options, ports));
        builder.Services.AddHostedService<DrainOnStopping>();
        builder.Services.AddHealthChecks().AddCheck<WorkflowsHealthCheck>(ReadyCheck, tags: ["ready"]);
        return builder;
    }

    private static WorkflowsOptions Bind(IConfiguration configuration)
    {
        var options = new WorkflowsOptions();
        try
        {
            configuration.Bind(options);
        }
        catch (InvalidOperationException wrong)
        {
            throw new WrongSettingException(wrong.Message, wrong);
        }
        return options;
    }

    private static MockFile ReadMocks(MockOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.File))
            return MockFile.Empty;
        if (Directory.Exists(options.File))
            throw new WrongSettingException($"Mocks:File must name a YAML or JSON file, and {options.File} is a folder.");

        try
        {
            return MockFileReader.ReadFile(options.File);
        }
        catch (Exception wrong) when (wrong is MockFileException or IOException or UnauthorizedAccessException)
        {
            throw new WrongSettingException($"Mocks:File: {wrong.Message}", wrong);
        }
    }
}
