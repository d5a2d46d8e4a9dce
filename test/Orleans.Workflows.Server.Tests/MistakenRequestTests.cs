using Workflows.Server.Problems;

namespace Workflows.Server.Tests;

/// <summary>A mistaken request is answered with what was wrong, where, and how to fix it.</summary>
public sealed class MistakenRequestTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async Task InitializeAsync() => server = await ServerUnderTest.StartWithoutEngineAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Theory]
    [InlineData("/workflow-executions", "text/plain", "'text/plain'", "Content-Type: application/json")]
    [InlineData("/workflow-executions", "application/x-www-form-urlencoded", "'application/x-www-form-urlencoded'", "application/json")]
    [InlineData("/workflows", "text/plain", "'text/plain'", "application/yaml")]
    [InlineData("/workflows", "application/json; charset=utf-16", "charset=utf-16", "UTF-8")]
    public async Task A_wrong_content_type_says_which_was_sent_and_which_are_taken(string path, string sent, string said, string taken)
    {
        var answer = await server.SendAsync(HttpMethod.Post, path, "{}", sent);

        answer.AssertProblem(ProblemType.UnsupportedMediaType);
        Assert.Contains(said, answer["detail"], StringComparison.Ordinal);
        Assert.Contains(taken, answer["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"workflow\": \"a\",\n}", 2, "a comma stands behind the last entry")]
    [InlineData("{\"workflow\": a}", 1, "\"a\"")]
    [InlineData("{'workflow': 'a'}", 1, "double quotes")]
    [InlineData("{\"workflow\": \"a\"", 1, "before everything is closed")]
    [InlineData("workflow: a\n", 1, "looks like YAML")]
    [InlineData("[1]", 1, "not a list")]
    [InlineData("\"a\"", 1, "not a text")]
    [InlineData("{\"workflwo\": \"a\"}", 1, "Did you mean \"workflow\"?")]
    [InlineData("{}", 1, "\"workflow\" is required")]
    [InlineData("{\"workflow\": \"a\", \"timeout\": \"soon\"}", 1, "5m")]
    public async Task A_broken_body_says_where_and_why(string body, int line, string words)
    {
        var answer = await server.PostAsync("/workflow-executions", body);

        answer.AssertProblem(ProblemType.InvalidRequest);
        var error = answer.Json.GetProperty("errors")[0];
        Assert.Equal(line, error.GetProperty("line").GetInt32());
        Assert.Contains(words, error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/workflow", "Did you mean '/workflows'?")]
    [InlineData("/executions", "Did you mean '/workflow-executions'?")]
    [InlineData("/workflow-executions/a/restart", "/workflow-executions/{id}/redrive")]
    [InlineData("/v1", "/openapi/v1.json")]
    public async Task An_unknown_address_suggests_those_that_exist(string path, string words)
    {
        var answer = await server.GetAsync(path);

        answer.AssertProblem(ProblemType.NotFound);
        Assert.Contains(words, answer["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_method_names_those_that_the_address_takes()
    {
        var answer = await server.SendAsync(HttpMethod.Put, "/workflow-executions");

        answer.AssertProblem(ProblemType.MethodNotAllowed);
        Assert.Contains("PUT", answer["detail"], StringComparison.Ordinal);
        Assert.Contains("GET, POST", answer["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_execution_says_where_those_are_that_exist() =>
        Assert.Contains(
            "GET /workflow-executions",
            (await server.PostAsync("/workflow-executions/nobody/events", """{"name":"go"}"""))["detail"],
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_misspelt_query_parameter_is_suggested()
    {
        var answer = await server.GetAsync("/workflow-executions?workflw=a");

        answer.AssertProblem(ProblemType.InvalidRequest);
        Assert.Contains(
            "Did you mean \"workflow\"?",
            answer.Json.GetProperty("errors")[0].GetProperty("message").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_version_with_other_content_is_told_from_one_that_was_deleted()
    {
        await RegisterAsync("a: 1");
        var other = await RegisterAsync("a: 2");
        await server.SendAsync(HttpMethod.Delete, "/workflows/w/versions/1");
        var deleted = await RegisterAsync("a: 1");

        other.AssertProblem(ProblemType.VersionConflict);
        Assert.Contains("is registered with other content", other["detail"], StringComparison.Ordinal);
        deleted.AssertProblem(ProblemType.VersionConflict);
        Assert.Contains("was deleted", deleted["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_validation_takes_the_parameters_of_a_registration()
    {
        var answer = await server.SendAsync(HttpMethod.Post, "/workflows/validate?name=w&version=1", "a: 1", "application/yaml");
        var wrong = await server.SendAsync(HttpMethod.Post, "/workflows/validate?name=.w", "a: 1", "application/yaml");

        Assert.Equal(200, answer.Status);
        wrong.AssertProblem(ProblemType.InvalidRequest);
    }

    private Task<Answer> RegisterAsync(string document) =>
        server.SendAsync(HttpMethod.Post, "/workflows?name=w&version=1", document, "application/yaml");
}
