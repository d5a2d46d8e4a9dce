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
    private const int LongestErrorBody = 4 * OutcomeCheck.LongestCause;

    private const int Piece = 8 * 1024;

    /// <summary>The body: JSON as its value, other text as a text, nothing as null.</summary>
    /// <exception cref="HttpTaskException">It is too large, or neither JSON nor text.</exception>
    public static async Task<JsonData> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
            throw TooLarge(limit);
        var (bytes, isWhole) = await ReadUpToAsync(content, limit, cancellationToken);
        if (!isWhole)
            throw TooLarge(limit);
        if (bytes.Length == 0)
            return JsonData.Null;

        var json = IsJson(content.Headers.ContentType?.MediaType)
            ? WithoutMark(bytes)
            : JsonData.FromString(TextOf(bytes, content.Headers.ContentType, isStrict: true)).Utf8;
        if (JsonPayload.TryParse(json, out var data, out var problem))
            return data;
        throw new HttpTaskException(HttpErrors.InvalidResponse, $"The body of the answer cannot be taken: {problem.Message}");
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
            return TextOf(bytes, content.Headers.ContentType, isStrict: false);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or InvalidDataException)
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

    private static bool IsJson(string? mediaType) =>
        mediaType is not null
        && (
            mediaType.EndsWith("/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase)
        );

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> bytes) =>
        bytes.Span.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    private static string TextOf(ReadOnlyMemory<byte> bytes, MediaTypeHeaderValue? type, bool isStrict)
    {
        var charset = type?.CharSet?.Trim('"') ?? "utf-8";
        try
        {
            var encoding = Encoding.GetEncoding(
                charset,
                EncoderFallback.ReplacementFallback,
                isStrict ? DecoderFallback.ExceptionFallback : DecoderFallback.ReplacementFallback
            );
            return encoding.GetString(WithoutMark(bytes).Span);
        }
        catch (ArgumentException) when (!isStrict)
        {
            return Encoding.UTF8.GetString(bytes.Span);
        }
        catch (ArgumentException)
        {
            throw new HttpTaskException(
                HttpErrors.InvalidResponse,
                $"The body of the answer ({type?.ToString() ?? "no content type"}) is neither JSON nor text in '{charset}'."
            );
        }
    }

    private static HttpTaskException TooLarge(int limit) =>
        new(
            ErrorNames.DataLimitExceeded,
            string.Create(CultureInfo.InvariantCulture, $"The body of the answer is larger than the limit of {limit:N0} bytes.")
        );
}
