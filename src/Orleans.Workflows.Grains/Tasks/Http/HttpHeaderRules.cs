using System.Buffers;
using System.Text.Json;

namespace Workflows.Grains.Tasks.Http;

/// <summary>
/// Which headers an input may set. .NET puts a line break in a value on the wire as it is, which would be a second header of the sender's choice: only visible ASCII passes.
/// </summary>
internal static class HttpHeaderRules
{
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );

    // They belong to the connection, or would contradict where and how long the request is.
    private static readonly HashSet<string> NotTheirs = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Content-Length",
        "Expect",
        "Host",
        "Keep-Alive",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    };

    /// <summary>Sets the headers, and the content that their <c>Content-Type</c> asks for.</summary>
    /// <param name="message">The request.</param>
    /// <param name="headers">The object with the headers; null for none.</param>
    /// <param name="content">Makes the content for a content type; null for a request without.</param>
    /// <exception cref="HttpTaskException">A header cannot be set.</exception>
    public static void Apply(HttpRequestMessage message, JsonElement? headers, Func<string?, HttpContent?> content)
    {
        var read = Read(headers);
        message.Content = content(read.Find(header => IsContentType(header.Name)).Value);
        foreach (var (name, value) in read)
        {
            // Headers that describe a body, such as Content-Language, say nothing where there is none.
            if (!message.Headers.TryAddWithoutValidation(name, value) && !IsContentType(name))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static List<(string Name, string Value)> Read(JsonElement? given)
    {
        var headers = new List<(string, string)>();
        if (given is not { } members)
            return headers;
        if (members.ValueKind != JsonValueKind.Object)
            throw HttpRequestReader.Wrong("'headers' must be an object.");

        foreach (var member in members.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
        {
            if (member.Name.Length == 0 || member.Name.AsSpan().ContainsAnyExcept(TokenCharacters))
                throw HttpRequestReader.Wrong("'headers' has a name that is none.");
            if (NotTheirs.Contains(member.Name))
                throw HttpRequestReader.Wrong($"The header '{member.Name}' cannot be set.");

            var value = HttpRequestReader.TextOf(member.Value, $"The header '{member.Name}'").Trim();
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                throw HttpRequestReader.Wrong($"The header '{member.Name}' may only have visible ASCII characters and spaces.");
            headers.Add((member.Name, value));
        }
        return headers;
    }

    private static bool IsContentType(string? name) => string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase);
}
