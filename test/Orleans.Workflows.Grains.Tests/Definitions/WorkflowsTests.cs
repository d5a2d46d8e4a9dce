using System.Text;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tests.Support;
using Workflows.Language.Documents;

namespace Workflows.Grains.Tests.Definitions;

public sealed class WorkflowsTests : IAsyncLifetime
{
    private readonly Database database = Database.Sqlite();
    private Engine engine = null!;

    public async Task InitializeAsync() => engine = await Engine.StartAsync(database);

    public async Task DisposeAsync()
    {
        await engine.DisposeAsync();
        database.Dispose();
    }

    [Fact]
    public async Task Without_a_version_equal_content_is_no_change_and_other_content_counts_on()
    {
        var first = await RegisterAsync("one", "a");
        var same = await RegisterAsync("one", "a");
        var other = await RegisterAsync("one", "b");

        Assert.Equal(
            [(RegisterOutcome.Created, "1"), (RegisterOutcome.Unchanged, "1"), (RegisterOutcome.Created, "2")],
            new[] { first, same, other }.Select(result => (result.Outcome, result.Workflow!.Version))
        );
    }

    [Fact]
    public async Task A_version_never_gets_another_content_not_even_when_deleted()
    {
        await RegisterAsync("two", "a", "1.0");

        Assert.Equal(RegisterOutcome.Unchanged, (await RegisterAsync("two", "a", "1.0")).Outcome);
        Assert.Equal(RegisterOutcome.Conflict, (await RegisterAsync("two", "b", "1.0")).Outcome);
        Assert.True(await engine.Workflows.DeleteAsync("two", "1.0"));
        Assert.False(await engine.Workflows.DeleteAsync("two", "1.0"));
        Assert.Equal(RegisterOutcome.Conflict, (await RegisterAsync("two", "a", "1.0")).Outcome);
        Assert.True((await engine.Workflows.FindAsync("two", "1.0"))!.IsDeleted);
        Assert.Null(await engine.Workflows.FindAsync("two", null));
    }

    [Fact]
    public async Task Json_and_yaml_of_the_same_model_are_the_same_content()
    {
        await RegisterAsync("three", "a", "1.0");
        var json = """{"version":"1.0","states":{"a":{"type":"Success"}},"startAt":"a","name":"three"}""";

        var result = await engine.Workflows.RegisterAsync(
            new RegisterRequest(Encoding.UTF8.GetBytes(json), DocumentFormat.Json, null, null)
        );

        Assert.Equal(RegisterOutcome.Unchanged, result.Outcome);
    }

    [Fact]
    public async Task Names_and_versions_are_listed_page_by_page()
    {
        foreach (var name in new[] { "b", "a", "d", "c" })
            await RegisterAsync(name, "s");
        await RegisterAsync("c", "t");

        var first = await engine.Workflows.ListAsync(null, 3);
        var rest = await engine.Workflows.ListAsync("c", 3);

        Assert.Equal(["a 1", "b 1", "c 2"], first.Select(workflow => $"{workflow.Name} {workflow.Version}"));
        Assert.Equal(["d"], rest.Select(workflow => workflow.Name));
        Assert.Equal(["2", "1"], (await engine.Workflows.ListVersionsAsync("c", null, 10))!.Select(workflow => workflow.Version));
        Assert.Equal(["1"], (await engine.Workflows.ListVersionsAsync("c", "2", 10))!.Select(workflow => workflow.Version));
        Assert.Null(await engine.Workflows.ListVersionsAsync("nobody", null, 10));
    }

    [Fact]
    public async Task A_document_comes_back_as_it_was_sent()
    {
        await RegisterAsync("sent", "a", "1.0");

        var found = await engine.Workflows.FindAsync("sent", null);

        Assert.Equal(Yaml("sent", "a", "1.0"), Encoding.UTF8.GetString(found!.Source.Span));
        Assert.Equal("sent", found.Definition.Root.GetProperty("name").GetString());
    }

    private Task<RegisterResult> RegisterAsync(string name, string state, string? version = null) =>
        engine.Workflows.RegisterAsync(
            new RegisterRequest(Encoding.UTF8.GetBytes(Yaml(name, state, version)), DocumentFormat.Yaml, null, null)
        );

    private static string Yaml(string name, string state, string? version) =>
        $"name: {name}\n{(version is null ? "" : $"version: {version}\n")}startAt: {state}\nstates:\n  {state}: {{type: Success}} # kept\n";
}
