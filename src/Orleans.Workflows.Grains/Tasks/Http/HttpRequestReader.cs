using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Grains.Tasks.Http;

/// <summary>
/// Makes the request of a task: the resource is the URL; an input whose members are all of <c>method</c>, <c>path</c>, <c>query</c>, <c>headers</c> and <c>body</c>
/// describes the rest, any other input is the body.
/// </summary>
internal static class HttpRequestReader
{
    private static readonly string[] Keys = ["method", "path", "query", "headers", "body"];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>Makes it.</summary>
    /// <exception cref="HttpTaskException">The input does not describe a request, or the resource is no URL.</exception>
    public static HttpRequestMessage Read(string resource, JsonData input)
    {
        var description = Described(input);
        var body = description is null ? input.Root : Member(description.Value, "body");
        var hasBody = body is { ValueKind: not JsonValueKind.Null };

        var message = new HttpRequestMessage(MethodOf(description, hasBody), UrlOf(resource, description));
        try
        {
            HttpHeaderRules.Apply(message, Member(description, "headers"), type => hasBody ? ContentOf(body!.Value, type) : null);
            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    internal static HttpTaskException Wrong(string sentence) => new(HttpErrors.InvalidRequest, sentence);

    /// <summary>A text, number or boolean as it stands in a URL, a header or a form.</summary>
    internal static string TextOf(JsonElement value, string what) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => throw Wrong($"{what} must be a text, a number or a boolean."),
        };

    private static JsonElement? Described(JsonData input)
    {
        if (input.Kind != JsonValueKind.Object)
            return null;

        var (known, unknown) = (false, (string?)null);
        foreach (var member in input.Root.EnumerateObject())
        {
            if (Keys.Contains(member.Name, StringComparer.Ordinal))
                known = true;
            else
                unknown ??= member.Name;
        }
        // To send half of such an input would be a guess; a typo such as "header" would go unseen.
        if (known && unknown is not null)
            throw Wrong($"The input mixes '{unknown}' with {string.Join(", ", Keys)}; what is to be sent goes into 'body'.");
        return known ? input.Root : null;
    }

    private static JsonElement? Member(JsonElement? description, string name) =>
        description is { } members && members.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static HttpMethod MethodOf(JsonElement? description, bool hasBody)
    {
        if (Member(description, "method") is not { } given)
            return hasBody ? HttpMethod.Post : HttpMethod.Get;

        var name = given.ValueKind == JsonValueKind.String ? given.GetString()!.ToUpperInvariant() : null;
        return name is not null && Methods.Contains(name, StringComparer.Ordinal)
            ? new HttpMethod(name)
            : throw Wrong($"'method' must be one of {string.Join(", ", Methods)}.");
    }

    private static Uri UrlOf(string resource, JsonElement? description)
    {
        if (!UrlTemplate.TryParse(resource, out var template, out var complaint))
            throw Wrong($"'{resource}' is no URL: {complaint}.");

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in Pairs(Member(description, "path"), "path"))
        {
            if (!values.TryAdd(name, value))
                throw Wrong($"'{name}' in 'path' has more than one value.");
        }
        if (!template.TryFill(values, out var url, out complaint))
            throw Wrong($"The URL '{resource}' cannot be filled from 'path': {complaint}.");
        if (Member(description, "query") is not { } query)
            return url;

        var text = new StringBuilder(url.Query.TrimStart('?'));
        foreach (var (name, value) in Pairs(query, "query"))
            text.Append(text.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return Uri.TryCreate($"{url.GetLeftPart(UriPartial.Path)}?{text}", UriKind.Absolute, out var whole)
            ? whole
            : throw Wrong($"With 'query' the URL '{resource}' is longer than a URL can be.");
    }

    private static HttpContent ContentOf(JsonElement body, string? contentType)
    {
        if (contentType is null)
            return Json(body, "application/json");
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            throw Wrong($"The header Content-Type cannot be '{contentType}'.");

        var isForm = string.Equals(type.MediaType, "application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        if (isForm && body.ValueKind == JsonValueKind.Object)
            return new FormUrlEncodedContent(Pairs(body, "body"));
        if (type.MediaType!.EndsWith("json", StringComparison.OrdinalIgnoreCase))
            return Json(body, contentType);
        if (body.ValueKind != JsonValueKind.String)
            throw Wrong($"With the Content-Type '{contentType}' the body must be a text.");

        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.GetString()!));
        content.Headers.ContentType = type;
        return content;
    }

    private static ReadOnlyMemoryContent Json(JsonElement body, string contentType)
    {
        var content = new ReadOnlyMemoryContent(JsonData.From(body).Utf8);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonElement? given, string what)
    {
        if (given is not { } pairs)
            yield break;
        if (pairs.ValueKind != JsonValueKind.Object)
            throw Wrong($"'{what}' must be an object.");

        foreach (var member in pairs.EnumerateObject())
        {
            IEnumerable<JsonElement> values =
                member.Value.ValueKind == JsonValueKind.Array ? member.Value.EnumerateArray() : [member.Value];
            foreach (var value in values.Where(value => value.ValueKind != JsonValueKind.Null))
                yield return new(member.Name, TextOf(value, $"'{member.Name}' in '{what}'"));
        }
    }
}
