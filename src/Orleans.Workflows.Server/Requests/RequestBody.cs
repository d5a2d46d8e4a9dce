using System.Buffers;
using System.Net.Http.Headers;
using Workflows.Language.Documents;
using Workflows.Server.Problems;

namespace Workflows.Server.Requests;

/// <summary>The body of a request, read whole and within bounds, or the answer that refuses it.</summary>
/// <param name="Content">The bytes; empty where there was no body.</param>
/// <param name="Format">How they are written down; None where there was neither a body nor a content type.</param>
/// <param name="Refusal">The answer; null when the body was read.</param>
public sealed record RequestBody(ReadOnlyMemory<byte> Content, DocumentFormat Format, ProblemAnswer? Refusal)
{
    /// <summary>Reads a JSON body.</summary>
    /// <param name="maxBytes">The most that the call takes.</param>
    /// <param name="isOptional">Whether body and content type may be missing.</param>
    public static Task<RequestBody> ReadJsonAsync(HttpRequest request, int maxBytes, bool isOptional = false) =>
        ReadAsync(request, maxBytes, takesYaml: false, isOptional);

    /// <summary>Reads a document: JSON, or YAML by content type.</summary>
    /// <param name="maxBytes">The most that the call takes.</param>
    public static Task<RequestBody> ReadDocumentAsync(HttpRequest request, int maxBytes) =>
        ReadAsync(request, maxBytes, takesYaml: true, isOptional: false);

    private static async Task<RequestBody> ReadAsync(HttpRequest request, int maxBytes, bool takesYaml, bool isOptional)
    {
        var hasBody = request.ContentLength is > 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0);
        if (!hasBody && isOptional && request.ContentType is null)
            return new(default, DocumentFormat.None, null);
        if (request.Headers.ContentEncoding.Any(encoding => !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase)))
            return Refused(
                ProblemType.UnsupportedMediaType,
                $"The body has the content encoding '{ContentTypeHelp.Shown(request.Headers.ContentEncoding)}'; send it as it is, without Content-Encoding."
            );

        var format = FormatOf(request.ContentType, takesYaml);
        if (format == DocumentFormat.None)
            return Refused(ProblemType.UnsupportedMediaType, ContentTypeHelp.Sentence(request.ContentType, takesYaml ? Documents : Json));
        if (request.ContentLength > maxBytes)
            return TooLarge(maxBytes);

        var content = await ReadAtMostAsync(request, maxBytes);
        return content is null ? TooLarge(maxBytes) : new(content.Value, format, null);
    }

    private static readonly string[] Json = ["application/json"];

    private static readonly string[] Documents = [.. Json, .. DocumentContent.YamlTypes];

    private static async Task<ReadOnlyMemory<byte>?> ReadAtMostAsync(HttpRequest request, int maxBytes)
    {
        var content = new ArrayBufferWriter<byte>((int)Math.Max(256, request.ContentLength ?? 4096));
        while (true)
        {
            var read = await ReadAsync(request, content.GetMemory(256));
            if (read == 0)
                return content.WrittenMemory;
            content.Advance(read);
            if (content.WrittenCount > maxBytes)
                return null;
        }
    }

    // Kestrel tells most mistakes of a client by an exception of their own; those in the framing of a body may come as any failure to read.
    private static async Task<int> ReadAsync(HttpRequest request, Memory<byte> into)
    {
        try
        {
            return await request.Body.ReadAsync(into, request.HttpContext.RequestAborted);
        }
        catch (IOException broken) when (broken is not BadHttpRequestException)
        {
            throw new BadHttpRequestException(
                "The body cannot be read to its end: send it whole, in chunks as HTTP has them or with its Content-Length.",
                StatusCodes.Status400BadRequest,
                broken
            );
        }
    }

    private static DocumentFormat FormatOf(string? contentType, bool takesYaml)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !IsUtf8(type.CharSet))
            return DocumentFormat.None;
        if (string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
            return DocumentFormat.Json;
        return takesYaml && DocumentContent.YamlTypes.Contains(type.MediaType, StringComparer.OrdinalIgnoreCase)
            ? DocumentFormat.Yaml
            : DocumentFormat.None;
    }

    private static bool IsUtf8(string? charSet) =>
        charSet is null
        || charSet.Trim('"') is var name
            && (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase));

    private static RequestBody TooLarge(int maxBytes) => Refused(ProblemType.TooLarge, $"The body may have {maxBytes} bytes.");

    private static RequestBody Refused(ProblemType type, string detail) =>
        new(default, DocumentFormat.None, new ProblemAnswer(type, detail));
}
