using Workflows.Server.Problems;

namespace Workflows.Server.Tests;

public sealed class WorkflowRequestTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async Task InitializeAsync() => server = await ServerUnderTest.StartWithoutEngineAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_registration_answers_201_with_location_definition_and_warnings()
    {
        var answer = await RegisterAsync("name: greeting");

        Assert.Equal(201, answer.Status);
        Assert.Equal("/workflows/greeting/versions/1.0", answer.Headers["Location"]);
        Assert.Equal(("greeting", "1.0", "native"), (answer["name"], answer["version"], answer["spelling"]));
        Assert.Equal("greet", answer.Json.GetProperty("definition").GetProperty("startAt").GetString());
        Assert.Equal("warning", answer.Json.GetProperty("warnings")[0].GetProperty("severity").GetString());
    }

    [Fact]
    public async Task The_same_content_again_is_200_and_other_content_409()
    {
        await RegisterAsync("name: greeting");

        Assert.Equal(200, (await RegisterAsync("name: greeting")).Status);
        (await RegisterAsync("name: greeting # other")).AssertProblem(ProblemType.VersionConflict);
    }

    [Fact]
    public async Task An_invalid_document_is_400_with_every_problem_and_its_place()
    {
        var answer = await RegisterAsync("broken");

        answer.AssertProblem(ProblemType.InvalidDefinition);
        Assert.Equal([3, 7], answer.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("line").GetInt32()));
    }

    [Theory]
    [InlineData("application/yaml")]
    [InlineData("application/x-yaml")]
    [InlineData("text/yaml")]
    [InlineData("application/json")]
    [InlineData("APPLICATION/JSON; charset=UTF-8")]
    public async Task Documents_come_as_YAML_or_JSON(string contentType)
    {
        Assert.Equal(201, (await RegisterAsync("{}", contentType)).Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/html")]
    public async Task Documents_of_other_types_are_415(string contentType)
    {
        (await RegisterAsync("{}", contentType)).AssertProblem(ProblemType.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("/workflows")]
    [InlineData("/workflows/validate")]
    public async Task A_document_has_1_MiB_and_no_more(string path)
    {
        (await server.SendAsync(HttpMethod.Post, path, new string(' ', 1024 * 1024 + 1), "application/yaml")).AssertProblem(
            ProblemType.TooLarge
        );
        (await server.SendAsync(HttpMethod.Post, path, new string(' ', 2 * 1024 * 1024), "application/yaml")).AssertProblem(
            ProblemType.TooLarge
        );
        Assert.NotEqual(413, (await server.SendAsync(HttpMethod.Post, path, new string(' ', 1024 * 1024), "application/yaml")).Status);
    }

    [Theory]
    [InlineData("name=.a", "?name")]
    [InlineData("name=", "?name")]
    [InlineData("version=", "?version")]
    [InlineData("version=%07", "?version")]
    [InlineData("version=..", "?version")]
    [InlineData("version=a/b", "?version")]
    [InlineData("nmae=a", "?nmae")]
    public async Task A_bad_name_or_version_is_400(string query, string path)
    {
        var answer = await server.SendAsync(HttpMethod.Post, "/workflows?" + query, "{}", "application/yaml");

        answer.AssertProblem(ProblemType.InvalidRequest);
        Assert.Equal(path, answer.Json.GetProperty("errors")[0].GetProperty("path").GetString());
    }

    [Fact]
    public async Task YAML_is_given_back_as_it_was_sent()
    {
        await RegisterAsync("name: greeting # with a comment");

        var yaml = await server.GetAsync("/workflows/greeting", ("Accept", "application/yaml"));
        var version = await server.GetAsync("/workflows/greeting/versions/1.0", ("Accept", "application/json;q=0.5, text/yaml"));
        var json = await server.GetAsync("/workflows/greeting/versions/1.0", ("Accept", "text/html, */*;q=0.8"));

        Assert.Equal(("application/yaml", "name: greeting # with a comment"), (yaml.ContentType, yaml.Text));
        Assert.Equal("name: greeting # with a comment", version.Text);
        Assert.Equal("application/json", json.ContentType);
    }

    [Fact]
    public async Task Workflows_are_listed_by_name_in_pages()
    {
        foreach (var name in (string[])["c", "a", "b"])
            await RegisterAsync("{}", path: $"/workflows?name={name}");

        var first = await server.GetAsync("/workflows?pageSize=2");
        var second = await server.GetAsync($"/workflows?pageSize=2&pageToken={first["nextPageToken"]}");

        Assert.Equal(["a", "b"], Names(first, "name"));
        Assert.Equal(["c"], Names(second, "name"));
        Assert.Null(second["nextPageToken"]);
        Assert.False(first.Json.GetProperty("items")[0].TryGetProperty("definition", out _));
    }

    [Fact]
    public async Task Versions_are_listed_last_first_in_pages()
    {
        foreach (var version in (string[])["1", "2", "3"])
            await RegisterAsync("{}", path: $"/workflows?name=w&version={version}");

        var first = await server.GetAsync("/workflows/w/versions?pageSize=2");
        var second = await server.GetAsync($"/workflows/w/versions?pageSize=2&pageToken={first["nextPageToken"]}");

        Assert.Equal(["3", "2"], Names(first, "version"));
        Assert.Equal(["1"], Names(second, "version"));
    }

    [Fact]
    public async Task A_deleted_version_is_410_and_deleting_again_changes_nothing()
    {
        await RegisterAsync("{}", path: "/workflows?name=w&version=1");

        Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, "/workflows/w/versions/1")).Status);
        Assert.Equal(204, (await server.SendAsync(HttpMethod.Delete, "/workflows/w/versions/1")).Status);
        (await server.GetAsync("/workflows/w/versions/1")).AssertProblem(ProblemType.VersionDeleted);
        (await server.GetAsync("/workflows/w")).AssertProblem(ProblemType.UnknownWorkflow);
    }

    [Theory]
    [InlineData("GET", "/workflows/nobody")]
    [InlineData("GET", "/workflows/nobody/versions")]
    [InlineData("GET", "/workflows/nobody/versions/1")]
    [InlineData("DELETE", "/workflows/nobody/versions/1")]
    [InlineData("GET", "/workflows/a%2fb")]
    [InlineData("GET", "/workflows/%F0%9F%98%80/versions/%07")]
    public async Task An_unknown_workflow_is_404(string method, string path)
    {
        (await server.SendAsync(new HttpMethod(method), path)).AssertProblem(ProblemType.UnknownWorkflow);
    }

    private Task<Answer> RegisterAsync(string document, string contentType = "application/yaml", string path = "/workflows") =>
        server.SendAsync(HttpMethod.Post, path, document, contentType);

    private static IEnumerable<string?> Names(Answer page, string member) =>
        page.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty(member).GetString());
}
