using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Workflows.Grains.Tests.Support;

namespace Workflows.Grains.Tests.Tasks.Http;

public sealed class HttpRequestTests : IDisposable
{
    private readonly HttpWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("null", "GET", "")]
    [InlineData("""{"orderId":"A-1"}""", "POST", """{"orderId":"A-1"}""")]
    [InlineData("{}", "POST", "{}")]
    [InlineData("[1,2]", "POST", "[1,2]")]
    [InlineData("\"text\"", "POST", "\"text\"")]
    [InlineData("""{"method":"get"}""", "GET", "")]
    [InlineData("""{"body":{"a":1}}""", "POST", """{"a":1}""")]
    [InlineData("""{"body":null}""", "GET", "")]
    [InlineData("""{"method":"PUT","body":false}""", "PUT", "false")]
    [InlineData("""{"method":"DELETE","headers":{"X-A":"1"}}""", "DELETE", "")]
    public async Task The_input_is_a_request_or_its_body(string input, string method, string body)
    {
        var seen = await SeenAsync("/", input);

        Assert.Equal((method, body), (Text(seen, "method"), Text(seen, "body")));
    }

    [Theory]
    [InlineData("/orders/{id}", """{"path":{"id":"a/b?c#d"}}""", "/orders/a%2Fb%3Fc%23d")]
    [InlineData(
        "/orders?open=true",
        """{"query":{"q":"a&b=c","tag":["x","y",null],"n":7}}""",
        "/orders?open=true&q=a%26b%3Dc&tag=x&tag=y&n=7"
    )]
    [InlineData("/orders?id={id}", """{"path":{"id":"a&b"}}""", "/orders?id=a%26b")]
    public async Task Path_and_query_are_filled_and_escaped(string path, string input, string target) =>
        Assert.Equal(target, Text(await SeenAsync(path, input), "target"));

    [Theory]
    [InlineData("application/x-www-form-urlencoded", """{"grant_type":"a b","x":[1,2]}""", "grant_type=a+b&x=1&x=2")]
    [InlineData("text/csv", "\"a,b\"", "a,b")]
    [InlineData("application/merge-patch+json", """{"a":1}""", """{"a":1}""")]
    public async Task A_content_type_decides_how_the_body_is_written(string type, string body, string sent)
    {
        var seen = await SeenAsync("/", $$$"""{"headers":{"content-type":"{{{type}}}"},"body":{{{body}}}}""");

        Assert.Equal((type, sent), (Header(seen, "Content-Type"), Text(seen, "body")));
    }

    [Fact]
    public async Task A_request_says_which_step_it_belongs_to()
    {
        var seen = await SeenAsync("/", "{}");

        Assert.Equal(("e:3", "2"), (Header(seen, "Idempotency-Key"), Header(seen, "Workflow-Attempt")));
        Assert.Equal("application/json", Header(seen, "Content-Type"));
    }

    [Fact]
    public async Task A_request_carries_the_trace_on()
    {
        var trace = new ActivityContext(
            ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"),
            ActivitySpanId.CreateFromString("b7ad6b7169203331"),
            ActivityTraceFlags.Recorded
        );
        await using var server = await HttpServer.StartAsync(EchoAsync);

        var outcome = await world.Executor().ExecuteAsync(HttpWorld.Attempt(server.Url) with { TraceContext = trace }, default);

        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", Header(outcome.Result!.Root, "traceparent"));
    }

    [Fact]
    public async Task A_header_of_the_input_replaces_ours() =>
        Assert.Equal("mine", Header(await SeenAsync("/", """{"headers":{"idempotency-key":"mine"}}"""), "idempotency-key"));

    [Theory]
    [InlineData("/", """{"method":"GET","orderId":1}""", "mixes 'orderId'")]
    [InlineData("/", """{"method":"CONNECT"}""", "'method'")]
    [InlineData("/", """{"method":"GET / HTTP/1.1\r\nX: y"}""", "'method'")]
    [InlineData("/", """{"query":"a=b"}""", "'query' must be an object")]
    [InlineData("/", """{"query":{"a":{}}}""", "must be a text")]
    [InlineData("/", """{"headers":[]}""", "'headers' must be an object")]
    [InlineData("/", """{"headers":{"X-A":"a\r\nX-B: c"}}""", "visible ASCII")]
    [InlineData("/", """{"headers":{"X-A":"a\nb"}}""", "visible ASCII")]
    [InlineData("/", """{"headers":{"X-A":"grün"}}""", "visible ASCII")]
    [InlineData("/", """{"headers":{"X-A: b\r\nX-C":"d"}}""", "a name that is none")]
    [InlineData("/", """{"headers":{"Host":"other"}}""", "'Host' cannot be set")]
    [InlineData("/", """{"headers":{"transfer-encoding":"chunked"}}""", "cannot be set")]
    [InlineData("/", """{"headers":{"Content-Length":"1"},"body":"abc"}""", "cannot be set")]
    [InlineData("/", """{"headers":{"Content-Type":"text/plain"},"body":{}}""", "the body must be a text")]
    [InlineData("/{id}", "{}", "no value for '{id}'")]
    [InlineData("/{id}/x", """{"path":{"id":".."}}""", "only dots")]
    [InlineData("/{id}", """{"path":{"id":[1,2]}}""", "more than one value")]
    [InlineData("/a", """{"path":{"id":"1"}}""", "no placeholder '{id}'")]
    public async Task A_request_that_cannot_be_sent_never_reaches_the_wire(string path, string input, string cause)
    {
        await using var server = await HttpServer.StartAsync(EchoAsync);

        var outcome = await world.CallAsync(server.Url + path, input);

        Assert.Equal("Http.InvalidRequest", outcome.Error?.Name);
        Assert.Contains(cause, outcome.Error!.Cause, StringComparison.Ordinal);
        Assert.Equal(0, server.Requests);
    }

    private async Task<JsonElement> SeenAsync(string path, string input)
    {
        await using var server = await HttpServer.StartAsync(EchoAsync);
        var outcome = await world.CallAsync(server.Url + path, input);
        Assert.Null(outcome.Error);
        return outcome.Result!.Root;
    }

    private static async Task EchoAsync(HttpContext http)
    {
        using var body = new StreamReader(http.Request.Body);
        await http.Response.WriteAsJsonAsync(
            new
            {
                method = http.Request.Method,
                target = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget,
                headers = http.Request.Headers.ToDictionary(
                    header => header.Key,
                    header => header.Value.ToString(),
                    StringComparer.Ordinal
                ),
                body = await body.ReadToEndAsync(),
            }
        );
    }

    private static string? Text(JsonElement seen, string member) => seen.GetProperty(member).GetString();

    private static string? Header(JsonElement seen, string name) => seen.GetProperty("headers").GetProperty(name).GetString();
}
