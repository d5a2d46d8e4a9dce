using System.Text;

namespace Workflows.Grains.Tests.Tasks.Http;

public sealed class BrokenAnswerTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";
    private const string Invalid = "Http.InvalidResponse";
    private const string Failed = "Http.ConnectionFailed";

    private readonly HttpWorld world = new();

    public void Dispose() => world.Dispose();

    public static TheoryData<string, string, string> Answers =>
        new()
        {
            { "no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", Invalid },
            { "nothing", "", Failed },
            { "half a status line", "HTTP/1.1 20", Failed },
            { "a status that is no number", "HTTP/1.1 abc OK\r\n\r\n", Invalid },
            { "a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", Invalid },
            { "a header without a colon", Ok + "Content-Type\r\n\r\n", Invalid },
            { "a header name with a blank", Ok + "Content Type: text/plain\r\nContent-Length: 1\r\n\r\na", Invalid },
            { "endless headers", Ok + "X: " + new string('x', 100_000) + "\r\n\r\n", Invalid },
            { "headers that break off", Ok + "Content-Type: te", Failed },
            { "a negative length", Ok + "Content-Type: text/plain\r\nContent-Length: -5\r\n\r\nhello", Invalid },
            { "a length that is no number", Ok + "Content-Type: text/plain\r\nContent-Length: x\r\n\r\nhello", Invalid },
            { "a length of other digits", Ok + "Content-Type: text/plain\r\nContent-Length: ٣\r\n\r\nhello", Invalid },
            { "two lengths", Ok + "Content-Type: text/plain\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", Invalid },
            { "a huge length", Ok + "Content-Type: text/plain\r\nContent-Length: 99999999999999999999\r\n\r\nhello", Invalid },
            { "a body that breaks off", Ok + "Content-Type: text/plain\r\nContent-Length: 100\r\n\r\nhello", Failed },
            { "chunks that break off", Ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhe", Failed },
            { "a chunk size that is no number", Ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n", Invalid },
            { "a chunk size beyond all", Ok + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello\r\n0\r\n\r\n", Failed },
            { "a chunk without its end", Ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloXX0\r\n\r\n", Invalid },
            { "an unknown charset", Ok + "Content-Type: text/plain; charset=klingon\r\nContent-Length: 5\r\n\r\nhello", Invalid },
            {
                "an unknown charset of JSON",
                Ok + "Content-Type: application/json; charset=klingon\r\nContent-Length: 2\r\n\r\n{}",
                Invalid
            },
            { "UTF-7", Ok + "Content-Type: text/plain; charset=utf-7\r\nContent-Length: 5\r\n\r\nhello", Invalid },
            { "bytes outside the charset", Ok + "Content-Type: text/plain; charset=us-ascii\r\nContent-Length: 2\r\n\r\né", Invalid },
            { "a charset of blanks", Ok + "Content-Type: text/plain; charset=\" \"\r\nContent-Length: 5\r\n\r\nhello", "\"hello\"" },
            { "no content type at all", Ok + "Content-Type: ;;;\r\nContent-Length: 5\r\n\r\nhello", "\"hello\"" },
            {
                "an unknown content encoding",
                Ok + "Content-Type: text/plain\r\nContent-Encoding: zip\r\nContent-Length: 5\r\n\r\nhello",
                Invalid
            },
            { "no gzip", Ok + "Content-Type: text/plain\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", Invalid },
            { "no brotli", Ok + "Content-Type: text/plain\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nhello", Invalid },
            { "no deflate", Ok + "Content-Type: text/plain\r\nContent-Encoding: deflate\r\nContent-Length: 5\r\n\r\nhello", Invalid },
            { "gzip in unknown", Ok + "Content-Encoding: zip, gzip\r\nContent-Length: 5\r\n\r\nhello", Invalid },
            { "no brotli of an error", "HTTP/1.1 500 No\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nhello", "Http.500" },
            {
                "an unknown charset of an error",
                "HTTP/1.1 500 No\r\nContent-Type: text/plain; charset=utf-7\r\nContent-Length: 5\r\n\r\nhello",
                "Http.500"
            },
            { "a redirect to nowhere", "HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n", "Http.302" },
        };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_broken_HTTP_answer_fails_with_a_named_error(string what, string answer, string expected)
    {
        await using var server = new RawServer(Encoding.UTF8.GetBytes(answer));

        var outcome = await world.CallAsync(server.Url).WaitAsync(TimeSpan.FromSeconds(20));

        var found = outcome.Error?.Name ?? outcome.Result!.ToString();
        Assert.True(expected == found, $"{what}: {found} ({outcome.Error?.Cause})");
        Assert.DoesNotContain("System.", outcome.Error?.Cause ?? "", StringComparison.Ordinal);
    }
}
