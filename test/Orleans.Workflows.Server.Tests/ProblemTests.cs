using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Workflows.Grains.Contracts;
using Workflows.Server.Problems;

namespace Workflows.Server.Tests;

public sealed class ProblemTests : IAsyncLifetime
{
    private const string Start = """{"workflow":"greeting"}""";

    private ServerUnderTest server = null!;

    public async Task InitializeAsync() => server = await ServerUnderTest.StartWithoutEngineAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task An_address_that_is_none_is_404()
    {
        (await server.GetAsync("/nothing")).AssertProblem(ProblemType.NotFound);
        (await server.GetAsync("/workflow-executions/e/replay")).AssertProblem(ProblemType.NotFound);
        (await server.GetAsync("/workflows/w/diagram")).AssertProblem(ProblemType.NotFound);
    }

    [Fact]
    public async Task A_method_that_does_not_fit_is_405_and_Allow_names_those_that_do()
    {
        var answer = await server.SendAsync(HttpMethod.Patch, "/workflow-executions");

        answer.AssertProblem(ProblemType.MethodNotAllowed);
        Assert.Equal(405, answer.Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/yaml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-16")]
    public async Task A_start_takes_JSON_only(string contentType)
    {
        (await server.SendAsync(HttpMethod.Post, "/workflow-executions", Start, contentType)).AssertProblem(
            ProblemType.UnsupportedMediaType
        );
    }

    [Fact]
    public async Task A_body_without_content_type_is_415()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/workflow-executions")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Start)),
        };

        (await server.SendAsync(request)).AssertProblem(ProblemType.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_compressed_body_is_415()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/workflow-executions")
        {
            Content = new StringContent(Start, Encoding.UTF8, "application/json"),
        };
        request.Content.Headers.ContentEncoding.Add("gzip");

        (await server.SendAsync(request)).AssertProblem(ProblemType.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_body_without_end_is_413()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/workflow-executions")
        {
            Content = new StreamContent(new MemoryStream(new byte[900 * 1024])),
        };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = true;

        (await server.SendAsync(request)).AssertProblem(ProblemType.TooLarge);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_400()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/workflow-executions")
        {
            Content = new ByteArrayContent([.. "{\"workflow\":\""u8, 0xFF, .. "\"}"u8]),
        };
        request.Content.Headers.ContentType = new("application/json");

        (await server.SendAsync(request)).AssertMistake(ProblemType.InvalidRequest, "$", "invalid-unicode");
    }

    [Fact]
    public async Task A_refused_start_is_503_with_Retry_After()
    {
        server.Executions.Refusal = new StartRefusal("Too much is waiting to be written.", TimeSpan.FromSeconds(2.5));

        // Its body is not even read.
        var answer = await server.PostAsync("/workflow-executions", "{");
        server.Executions.Refusal = null;

        answer.AssertProblem(ProblemType.Unavailable);
        Assert.Equal("3", answer.Headers["Retry-After"]);
    }

    [Theory]
    [InlineData("PUT", "/workflow-executions/e/cancel", true, "The disk is full. Nothing was changed.")]
    [InlineData(
        "PUT",
        "/workflow-executions/e/cancel",
        false,
        "The disk is full. Whether the request was carried out is not known; it can be repeated with the same id or Idempotency-Key."
    )]
    [InlineData("GET", "/workflow-executions/e", false, "The disk is full.")]
    public async Task A_database_that_is_away_is_503_with_its_reason(string method, string path, bool isOutcomeKnown, string detail)
    {
        server.Executions.NextFailure = new StorageUnavailableException("The disk is full.", TimeSpan.FromSeconds(7), isOutcomeKnown);

        var answer = await server.SendAsync(new HttpMethod(method), path);

        answer.AssertProblem(ProblemType.Unavailable);
        Assert.Equal(detail, answer["detail"]);
        Assert.Equal("7", answer.Headers["Retry-After"]);
    }

    [Fact]
    public async Task A_storage_that_is_away_is_503_and_nothing_of_it_shows()
    {
        server.Executions.NextFailure = new SqliteException("SELECT secret FROM somewhere", 1);

        var answer = await server.GetAsync("/workflow-executions/e");

        answer.AssertProblem(ProblemType.Unavailable);
        Assert.DoesNotContain("SELECT", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_the_server_is_500_and_nothing_of_it_shows()
    {
        server.Executions.NextFailure = new InvalidCastException("some inner thing");

        var answer = await server.GetAsync("/workflow-executions/e");

        answer.AssertProblem(ProblemType.InternalError);
        Assert.DoesNotContain("inner", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidCast", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_in_the_name_of_another_host_is_refused()
    {
        (await server.GetAsync("/workflows", ("Host", "evil.example"))).AssertProblem(ProblemType.HostNotAllowed);
        Assert.Equal(200, (await server.GetAsync("/workflows", ("Host", "localhost:1234"))).Status);
    }

    [Fact]
    public async Task Broken_HTTP_is_400_and_the_server_lives_on()
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Client.BaseAddress!.Port);
        await client
            .GetStream()
            .WriteAsync(
                "POST /workflows HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked, nonsense\r\n\r\nzz\r\n"u8.ToArray()
            );
        using var reader = new StreamReader(client.GetStream());

        Assert.Contains(" 400 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(200, (await server.GetAsync("/health/live")).Status);
    }

    [Theory]
    [InlineData("ffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}XX0\r\n\r\n")]
    public async Task A_body_in_broken_chunks_is_400(string chunks)
    {
        const string Head =
            "POST /workflow-executions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

        Assert.Equal(400, await RawHttp.SendAsync(server, Encoding.ASCII.GetBytes(Head + chunks)));
        Assert.Null(server.Executions.LastStart);
    }

    [Fact]
    public async Task Answers_are_never_sniffed()
    {
        Assert.Equal("nosniff", (await server.GetAsync("/workflows")).Headers["X-Content-Type-Options"]);
        Assert.Equal("nosniff", (await server.GetAsync("/nothing")).Headers["X-Content-Type-Options"]);
    }

    [Fact]
    public void Every_kind_of_problem_is_listed_once_and_has_a_sentence()
    {
        var declared = typeof(ProblemType)
            .GetFields()
            .Where(f => f.FieldType == typeof(ProblemType))
            .Select(f => (ProblemType)f.GetValue(null)!)
            .ToList();

        Assert.Equal(declared.Select(t => t.Slug).Order(), ProblemType.All.Select(t => t.Slug).Order());
        Assert.Equal(ProblemType.All.Count, ProblemType.All.Select(t => t.Uri).Distinct().Count());
        Assert.All(ProblemType.All, type => Assert.EndsWith(".", type.Title, StringComparison.Ordinal));
    }
}
