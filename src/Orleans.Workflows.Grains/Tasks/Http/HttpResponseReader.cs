using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Workflows.Language.Data;

namespace Workflows.Grains.Tasks.Http;

/// <summary>Reads answers, never more than the limit: what the other side says about the length is only a hint.</summary>
internal static class HttpResponseReader
{
    /// <summary>How much of the body of an error is read for its cause, which is cut further where it is kept. In bytes.</summary>
    private const int LongestErrorBody = 4 * WorkflowError.LongestCause;

    private const int Piece = 8 * 1024;

    /// <summary>The body: JSON as its value, other text as a text, nothing as null.</summary>
    /// <exception cref="HttpTaskException">It is too large, or neither JSON nor text.</exception>
    public static async Task<JsonData> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
            throw TooLarge(limit);
        if (!HasOneLength(content.Headers))
            throw Invalid("has a Content-Length that is not one length");
        // What the client can unpack it has unpacked, and taken out of the list.
        if (content.Headers.ContentEncoding.Any(encoding => !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
            throw Invalid($"has the content encoding '{string.Join(", ", content.Headers.ContentEncoding)}', which is not known");
        var (bytes, isWhole) = await ReadUpToAsync(content, limit, cancellationToken);
        if (!isWhole)
            throw TooLarge(limit);
        if (bytes.Length == 0)
            return JsonData.Null;

        var type = content.Headers.ContentType;
        var json = IsJson(type?.MediaType) ? JsonOf(bytes, type) : JsonData.FromString(TextOf(bytes, type)).Utf8;
        return JsonPayload.TryParse(json, out var data, out var problem)
            ? data
            : throw Invalid($"cannot be taken: {problem.Message.TrimEnd('.')}");
    }

    /// <summary>The error of an answer outside 2xx, with the beginning of its body as the cause.</summary>
    public static async Task<HttpTaskException> ErrorOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var error = HttpErrors.OfStatus(response.StatusCode);
        if (response.Headers.Location is { } elsewhere && (int)response.StatusCode is >= 300 and < 400)
            return new HttpTaskException(error, $"The answer redirects to {elsewhere}, and redirects are not followed.");

        var text = await TextOfErrorAsync(response.Content, cancellationToken);
        return new HttpTaskException(
            error,
            string.IsNullOrWhiteSpace(text)
                ? string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.ReasonPhrase}").TrimEnd()
                : text
        );
    }

    private static async Task<string> TextOfErrorAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            var (bytes, _) = await ReadUpToAsync(content, LongestErrorBody, cancellationToken);
            var charset = CharsetOf(content.Headers.ContentType);
            return Decode(bytes, FindEncoding(charset, DecoderFallback.ReplacementFallback) ?? Encoding.UTF8);
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested && HttpFailure.Of(broken) is not null)
        {
            // The status is known, and it is what retriers and catchers look for; the body would only have explained it.
            return "";
        }
    }

    private static async Task<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadUpToAsync(
        HttpContent content,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var body = new ArrayBufferWriter<byte>();
        var stream = await content.ReadAsStreamAsync(cancellationToken);
        while (await stream.ReadAsync(body.GetMemory(Piece), cancellationToken) is > 0 and var read)
        {
            body.Advance(read);
            if (body.WrittenCount > limit)
                return (body.WrittenMemory[..limit], false);
        }
        return (body.WrittenMemory, true);
    }

    // The client overlooks a length that is none, and the second of two; what came may then be less than what was sent.
    private static bool HasOneLength(HttpContentHeaders headers) =>
        !headers.NonValidated.TryGetValues("Content-Length", out var given)
        || given.All(text => Digits.TryParse(text, out long length) && length == headers.ContentLength);

    private static bool IsJson(string? mediaType) =>
        mediaType is not null
        && (
            mediaType.EndsWith("/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
        );

    // An encoding that was asked for with a fallback may have no mark of its own.
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes, Encoding encoding)
    {
        var mark = Encoding.GetEncoding(encoding.CodePage).Preamble;
        return !mark.IsEmpty && bytes.Span.StartsWith(mark) ? bytes[mark.Length..] : bytes;
    }

    // JSON is UTF-8, unless the answer says otherwise.
    private static ReadOnlyMemory<byte> JsonOf(ReadOnlyMemory<byte> bytes, MediaTypeHeaderValue? type) =>
        FindEncoding(CharsetOf(type), DecoderFallback.ExceptionFallback) is UTF8Encoding utf8
            ? WithoutMark(bytes, utf8)
            : Encoding.UTF8.GetBytes(TextOf(bytes, type));

    private static string TextOf(ReadOnlyMemory<byte> bytes, MediaTypeHeaderValue? type)
    {
        var charset = CharsetOf(type);
        var encoding =
            FindEncoding(charset, DecoderFallback.ExceptionFallback) ?? throw Invalid($"is in the charset '{charset}', which is not known");
        try
        {
            return Decode(bytes, encoding);
        }
        catch (DecoderFallbackException)
        {
            throw Invalid($"({type?.ToString() ?? "no content type"}) is neither JSON nor text in '{charset}'");
        }
    }

    private static string CharsetOf(MediaTypeHeaderValue? type) =>
        type?.CharSet?.Trim('"', '\'', ' ') is { Length: > 0 } given ? given : "utf-8";

    private static string Decode(ReadOnlyMemory<byte> bytes, Encoding encoding) => encoding.GetString(WithoutMark(bytes, encoding).Span);

    private static Encoding? FindEncoding(string charset, DecoderFallback fallback)
    {
        if (charset.Equals("utf8", StringComparison.OrdinalIgnoreCase))
            charset = "utf-8";
        try
        {
            return Encoding.GetEncoding(charset, EncoderFallback.ReplacementFallback, fallback);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            // The latter is UTF-7, which .NET knows and refuses.
            return null;
        }
    }

    private static HttpTaskException Invalid(string why) => new(HttpErrors.InvalidResponse, $"The body of the answer {why}.");

    private static HttpTaskException TooLarge(int limit) =>
        new(
            ErrorNames.DataLimitExceeded,
            string.Create(CultureInfo.InvariantCulture, $"The body of the answer is larger than the limit of {limit:N0} bytes.")
        );
}
