using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Language.Data;

namespace Workflows.Grains.Tests.Tasks.Http;

public sealed class HttpResponseTests : IDisposable
{
    private const int Limit = 256 * 1024;

    private readonly HttpWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("application/json", """{"a":1}""", """{"a":1}""")]
    [InlineData("application/problem+json; charset=utf-8", "[1]", "[1]")]
    [InlineData("application/json", "\uFEFF7", "7")]
    [InlineData("text/plain", "7", "\"7\"")]
    [InlineData("text/html; charset=\"utf-8\"", "gr\u00FCn", "\"gr\\u00FCn\"")]
    [InlineData(null, "{}", "\"{}\"")]
    [InlineData("application/json", "", "null")]
    [InlineData("text/plain", "", "null")]
    public async Task The_body_is_the_result(string? type, string body, string result)
    {
        var outcome = await AnswerAsync(200, type, Encoding.UTF8.GetBytes(body));

        Assert.Null(outcome.Error);
        Assert.True(Engine.Json(result).ValueEquals(outcome.Result!), outcome.Result!.ToString());
    }

    [Theory]
    [InlineData(201)]
    [InlineData(204)]
    public async Task An_answer_without_a_body_is_null(int status) =>
        Assert.Equal("null", (await AnswerAsync(status, null, [])).Result?.ToString());

    [Fact]
    public async Task A_text_in_another_charset_is_read_in_it() =>
        Assert.Equal(
            "grün",
            (await AnswerAsync(200, "text/plain; charset=iso-8859-1", Encoding.Latin1.GetBytes("grün"))).Result!.Root.GetString()
        );

    [Theory]
    [InlineData("application/json", "{not json")]
    [InlineData("application/json", """{"a":1,"a":2}""")]
    [InlineData("text/plain", "a\0b")]
    [InlineData("text/plain; charset=klingon", "nuqneH")]
    public async Task A_body_that_is_not_what_it_says_is_an_invalid_response(string type, string body) =>
        Assert.Equal("Http.InvalidResponse", (await AnswerAsync(200, type, Encoding.UTF8.GetBytes(body))).Error?.Name);

    [Fact]
    public async Task A_binary_body_is_an_invalid_response() =>
        Assert.Equal("Http.InvalidResponse", (await AnswerAsync(200, "image/png", [0x89, 0x50, 0xFF, 0xFE])).Error?.Name);

    [Theory]
    [InlineData(404, "no such order", "Http.404", "no such order")]
    [InlineData(503, "", "Http.503", "503 Service Unavailable")]
    [InlineData(422, """{"title":"wrong"}""", "Http.422", """{"title":"wrong"}""")]
    [InlineData(304, "", "Http.304", "304 Not Modified")]
    public async Task A_status_outside_2xx_is_an_error_of_its_name(int status, string body, string error, string cause)
    {
        var outcome = await AnswerAsync(status, "text/plain", Encoding.UTF8.GetBytes(body));

        Assert.Equal((error, cause), (outcome.Error?.Name, outcome.Error?.Cause));
    }

    [Fact]
    public async Task The_body_of_an_error_is_cut()
    {
        var outcome = await AnswerAsync(500, "text/plain", Encoding.UTF8.GetBytes(new string('x', 5_000_000)));

        Assert.Equal(WorkflowError.LongestCause, OutcomeCheck.ErrorOf(outcome)!.Cause!.Length);
        Assert.InRange(outcome.Error!.Cause!.Length, WorkflowError.LongestCause, 5 * WorkflowError.LongestCause);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var canary = await HttpServer.StartAsync(_ => Task.CompletedTask);
        await using var server = await HttpServer.StartAsync(http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = canary.Url;
            return Task.CompletedTask;
        });

        var outcome = await world.CallAsync(server.Url, "{}");

        Assert.Equal($"Http.{status.ToString(CultureInfo.InvariantCulture)}", outcome.Error?.Name);
        Assert.Contains(canary.Url, outcome.Error!.Cause, StringComparison.Ordinal);
        Assert.Equal(0, canary.Requests);
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_taken() =>
        Assert.Equal(Limit, (await AnswerAsync(200, "application/json", Json(Limit))).Result!.Size);

    [Fact]
    public async Task A_larger_body_is_refused() =>
        Assert.Equal("States.DataLimitExceeded", (await AnswerAsync(200, "application/json", Json(Limit + 1))).Error?.Name);

    [Fact]
    public async Task A_body_without_an_end_is_left_at_the_limit()
    {
        var ended = new TaskCompletionSource();
        await using var server = await HttpServer.StartAsync(async http =>
        {
            var piece = new byte[16 * 1024];
            try
            {
                while (true)
                    await http.Response.Body.WriteAsync(piece, http.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                ended.SetResult();
            }
        });

        var outcome = await world.CallAsync(server.Url);

        Assert.Equal("States.DataLimitExceeded", outcome.Error?.Name);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_small_answer_that_unpacks_to_a_huge_one_is_refused()
    {
        await using var server = await HttpServer.StartAsync(async http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(http.Response.Body, CompressionLevel.Optimal);
            await gzip.WriteAsync(new byte[50_000_000], http.RequestAborted);
        });

        Assert.Equal("States.DataLimitExceeded", (await world.CallAsync(server.Url)).Error?.Name);
    }

    [Fact]
    public async Task An_error_whose_body_cannot_be_read_keeps_its_name()
    {
        await using var server = await HttpServer.StartAsync(async http =>
        {
            http.Response.StatusCode = 503;
            http.Response.Headers.ContentEncoding = "gzip";
            await http.Response.WriteAsync("not packed at all");
        });

        var outcome = await world.CallAsync(server.Url);

        Assert.Equal(("Http.503", "503 Service Unavailable"), (outcome.Error?.Name, outcome.Error?.Cause));
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_body_has_failed()
    {
        await using var server = await HttpServer.StartAsync(async http =>
        {
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("half");
            await http.Response.Body.FlushAsync();
            http.Abort();
        });

        Assert.Equal("Http.ConnectionFailed", (await world.CallAsync(server.Url)).Error?.Name);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_failed_connection()
    {
        var server = await HttpServer.StartAsync(_ => Task.CompletedTask);
        var url = server.Url;
        await server.DisposeAsync();

        var outcome = await world.CallAsync(url + "/secret?key=1");

        Assert.Equal("Http.ConnectionFailed", outcome.Error?.Name);
        Assert.DoesNotContain("secret", outcome.Error!.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_a_failed_connection()
    {
        using var nowhere = new HttpWorld(resolve: (_, _) => throw new System.Net.Sockets.SocketException(11001));

        Assert.Equal("Http.ConnectionFailed", (await nowhere.CallAsync("http://nowhere.example")).Error?.Name);
    }

    private async Task<TaskOutcome> AnswerAsync(int status, string? type, byte[] body)
    {
        await using var server = await HttpServer.StartAsync(async http =>
        {
            http.Response.StatusCode = status;
            http.Response.ContentType = type;
            if (body.Length > 0)
                await http.Response.Body.WriteAsync(body, http.RequestAborted);
        });
        return await world.CallAsync(server.Url);
    }

    private static byte[] Json(int size) => Encoding.ASCII.GetBytes($"\"{new string('x', size - 2)}\"");
}
