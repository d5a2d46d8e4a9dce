using System.Text;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Grains.Tests.Definitions;

/// <summary>Names that nobody has are told when a workflow is registered, and a validation answers what the registration would.</summary>
public sealed class UnknownNameTests : IAsyncLifetime
{
    private readonly Database database = Database.Sqlite();
    private Engine engine = null!;

    public async Task InitializeAsync() =>
        engine = await Engine.StartAsync(
            database,
            services => services.AddTaskHandler("payment.charge", (_, _) => ValueTask.FromResult(JsonData.Null)),
            options => options.Tasks.Webhooks["approval"] = "https://example.com/approve"
        );

    public async Task DisposeAsync()
    {
        await engine.DisposeAsync();
        database.Dispose();
    }

    [Theory]
    [InlineData("payment.chrage", "Did you mean 'payment.charge'?")]
    [InlineData("stock.take", "Registered are: payment.charge.")]
    [InlineData("callback:aproval", "Did you mean 'approval'?")]
    [InlineData("workflow:shiping", "Did you mean 'shipping'?")]
    [InlineData("workflow:shipping@2", "has no version '2'. It has: 1.")]
    [InlineData("arn:aws:lambda:eu-west-1:1:function:stock", "No handler or mock")]
    public async Task A_resource_that_nobody_is_registered_for_is_a_warning(string resource, string words)
    {
        await RegisterAsync("shipping", "{ type: Success }", "1");

        var result = await RegisterAsync("caller", $"{{ type: Task, resource: '{resource}', end: true }}");

        Assert.Equal(RegisterOutcome.Created, result.Outcome);
        var warning = Assert.Single(result.Problems);
        Assert.Equal(
            (ProblemCodes.UnknownResource, Severity.Warning, "$.states.a.resource"),
            (warning.Code, warning.Severity, warning.Position.Path)
        );
        Assert.Contains(words, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("payment.charge")]
    [InlineData("callback:approval")]
    [InlineData("worker:pick")]
    [InlineData("https://example.com/orders")]
    [InlineData("workflow:caller")]
    [InlineData("arn:aws:states:::lambda:invoke")]
    public async Task A_resource_that_somebody_has_is_no_warning(string resource) =>
        Assert.Empty((await RegisterAsync("caller", $"{{ type: Task, resource: '{resource}', end: true }}")).Problems);

    [Fact]
    public async Task An_unknown_workflow_is_told_from_an_unknown_version()
    {
        await RegisterAsync("billing", "{ type: Success }", "1");
        await RegisterAsync("old", "{ type: Success }", "1");
        await engine.Workflows.DeleteAsync("old", "1");

        Assert.Equal("There is no workflow 'biling'. Did you mean 'billing'?", await engine.Workflows.ExplainUnknownAsync("biling", null));
        Assert.Equal(
            "The workflow 'billing' exists, but has no version '2'. It has: 1.",
            await engine.Workflows.ExplainUnknownAsync("billing", "2")
        );
        Assert.StartsWith("All versions", await engine.Workflows.ExplainUnknownAsync("old", null), StringComparison.Ordinal);
        Assert.StartsWith("There is no workflow 'a b'.", await engine.Workflows.ExplainUnknownAsync("a b", null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_validation_answers_as_the_registration_would_and_stores_nothing()
    {
        const string Asl = "StartAt: a\nStates: { a: { Type: Succeed } }";
        const string Other = "StartAt: b\nStates: { b: { Type: Succeed } }";

        Assert.Equal([ProblemCodes.MissingKey], await ValidateAsync(Asl, null, null));
        Assert.Empty(await ValidateAsync(Asl, "asl", "1"));
        Assert.Null(await engine.Workflows.FindAsync("asl", null));

        await engine.Workflows.RegisterAsync(new RegisterRequest(Encoding.UTF8.GetBytes(Asl), DocumentFormat.Yaml, "asl", "1"));
        Assert.Empty(await ValidateAsync(Asl, "asl", "1"));
        Assert.Empty(await ValidateAsync(Other, "asl", null));
        Assert.Equal([ProblemCodes.VersionTaken], await ValidateAsync(Other, "asl", "1"));
        await engine.Workflows.DeleteAsync("asl", "1");
        Assert.Equal([ProblemCodes.VersionTaken], await ValidateAsync(Asl, "asl", "1"));
    }

    private async Task<IEnumerable<string>> ValidateAsync(string document, string? name, string? version) =>
        (
            await engine.Workflows.ValidateAsync(new RegisterRequest(Encoding.UTF8.GetBytes(document), DocumentFormat.Yaml, name, version))
        ).Select(problem => problem.Code);

    private Task<RegisterResult> RegisterAsync(string name, string state, string? version = null) =>
        engine.Workflows.RegisterAsync(
            new RegisterRequest(
                Encoding.UTF8.GetBytes($"name: {name}\nstartAt: a\nstates:\n  a: {state}\n"),
                DocumentFormat.Yaml,
                null,
                version
            )
        );
}
