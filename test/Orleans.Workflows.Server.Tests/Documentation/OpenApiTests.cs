using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Server.Documentation;
using Workflows.Server.Problems;

namespace Workflows.Server.Tests.Documentation;

public sealed class OpenApiTests : IAsyncLifetime
{
    private static readonly string[] Pages = ["/", "/openapi", "/docs", "/dashboard"];

    private ServerUnderTest server = null!;
    private JsonElement document;

    public async Task InitializeAsync()
    {
        server = await ServerUnderTest.StartWithoutEngineAsync();
        document = (await server.GetAsync("/openapi/v1.json")).Json;
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public void The_document_is_OpenAPI_3_1()
    {
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("Orleans.Workflows", document.GetProperty("info").GetProperty("title").GetString());
    }

    [Fact]
    public void Every_route_is_described_and_nothing_else()
    {
        var routes = server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint =>
                (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => $"{method} {PathOf(endpoint)}")
            )
            .Where(route =>
                !Pages.Any(page =>
                    page == "/" ? route.EndsWith(" /", StringComparison.Ordinal) : route.Contains(page, StringComparison.Ordinal)
                )
            );
        var described = Operations().Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}");

        Assert.Equal(routes.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_operation_has_an_id_words_and_answers_that_are_explained()
    {
        var operations = Operations().ToList();

        Assert.Equal(operations.Count, operations.Select(o => o.Value.GetProperty("operationId").GetString()).Distinct().Count());
        Assert.All(
            operations,
            operation =>
            {
                Assert.False(string.IsNullOrWhiteSpace(operation.Value.GetProperty("summary").GetString()));
                Assert.False(string.IsNullOrWhiteSpace(operation.Value.GetProperty("description").GetString()));
                Assert.All(
                    operation.Value.GetProperty("responses").EnumerateObject(),
                    r => Assert.False(string.IsNullOrWhiteSpace(r.Value.GetProperty("description").GetString()), operation.Path + r.Name)
                );
                if (operation.Value.TryGetProperty("parameters", out var parameters))
                    Assert.All(
                        parameters.EnumerateArray(),
                        p => Assert.False(string.IsNullOrWhiteSpace(p.GetProperty("description").GetString()), operation.Path)
                    );
            }
        );
    }

    [Fact]
    public void Every_reference_leads_somewhere_and_every_member_is_explained()
    {
        var schemas = document.GetProperty("components").GetProperty("schemas");

        Assert.All(References(document), reference => Assert.True(schemas.TryGetProperty(reference.Split('/')[^1], out _), reference));
        foreach (var schema in schemas.EnumerateObject().Where(s => s.Value.TryGetProperty("properties", out _)))
            Assert.All(
                schema.Value.GetProperty("properties").EnumerateObject(),
                member => Assert.True(member.Value.TryGetProperty("description", out _), $"{schema.Name}.{member.Name}")
            );
    }

    [Fact]
    public async Task The_examples_of_requests_are_taken()
    {
        var registered = await server.SendAsync(HttpMethod.Post, "/workflows", Examples.WorkflowYaml, "application/yaml");
        var started = await server.PostAsync("/workflow-executions", Examples.Start);
        var cancelled = await server.SendAsync(HttpMethod.Put, $"/workflow-executions/{started["id"]}/cancel", Examples.Cancel);

        Assert.Equal((201, 201), (registered.Status, started.Status));
        cancelled.AssertProblem(ProblemType.ExecutionEnded);
    }

    [Fact]
    public async Task The_examples_of_answers_have_the_members_that_answers_have()
    {
        var answers = new Dictionary<string, JsonElement>
        {
            [Examples.EndedExecution] = (
                await server.PostAsync(
                    "/workflow-executions",
                    """{"workflow":"greeting","id":"e","input":{"name":"Ada"},"tags":{"customer":"42"}}"""
                )
            ).Json,
            [Examples.Health] = (await server.GetAsync("/health/live")).Json,
        };

        foreach (var (example, answer) in answers)
        {
            using var parsed = JsonDocument.Parse(example);
            Assert.Equal(answer.EnumerateObject().Select(m => m.Name), parsed.RootElement.EnumerateObject().Select(m => m.Name));
        }
    }

    [Fact]
    public async Task The_reference_page_loads_nothing_from_elsewhere()
    {
        var start = await server.GetAsync("/");
        var page = await server.GetAsync("/docs/");

        Assert.Equal((302, "/docs"), (start.Status, start.Headers["Location"]));
        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        Assert.DoesNotContain("https://", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page.Text, StringComparison.Ordinal);
        Assert.Contains("openapi/v1.json", page.Text, StringComparison.Ordinal);
    }

    private IEnumerable<(string Path, string Method, JsonElement Value)> Operations() =>
        document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation.Name, operation.Value)));

    private static string PathOf(RouteEndpoint endpoint) =>
        "/"
        + string.Join(
            '/',
            endpoint.RoutePattern.PathSegments.Select(segment =>
                string.Concat(
                    segment.Parts.Select(part =>
                        part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter
                            ? $"{{{parameter.Name}}}"
                            : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)part).Content
                    )
                )
            )
        );

    private static IEnumerable<string> References(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(m =>
                    m.Name == "$ref" && m.Value.ValueKind == JsonValueKind.String ? [m.Value.GetString()!] : References(m.Value)
                ),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
            _ => [],
        };
}
