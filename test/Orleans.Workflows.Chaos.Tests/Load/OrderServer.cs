using System.Text;
using System.Text.RegularExpressions;
using Workflows.Chaos.Tests.Processes;
using Workflows.Testing.Repository;

namespace Workflows.Chaos.Tests.Load;

/// <summary>The real server with the order example, whose mocks answer at once.</summary>
internal static partial class OrderServer
{
    /// <summary>The name of the workflow.</summary>
    public const string Workflow = "order_processing_workflow";

    /// <summary>Starts it and registers the workflow.</summary>
    public static async Task<Host> StartAsync(string folder, Database database)
    {
        var mocks = Path.Combine(folder, "mocks.yaml");
        await File.WriteAllTextAsync(mocks, Delay().Replace(WorkingTree.Read("examples/mocks.yaml"), ""));
        var server = new Host(Built.Server, folder, "/health/ready", [.. database.Arguments, "--Mocks:File", mocks]);
        try
        {
            await server.StartAsync();
            using var document = new StringContent(
                WorkingTree.Read("examples/order_processing_workflow.yaml"),
                Encoding.UTF8,
                "application/yaml"
            );
            using var answer = await server.Client.PostAsync("/workflows", document);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    [GeneratedRegex("^ +delay: .*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Delay();
}
