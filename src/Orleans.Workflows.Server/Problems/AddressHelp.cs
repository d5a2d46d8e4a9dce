using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;
using Workflows.Language.Reading;

namespace Workflows.Server.Problems;

/// <summary>Says of a request that no call takes, for its address, method or content type, what was probably meant.</summary>
public static class AddressHelp
{
    private const int MostListed = 12;

    /// <summary>A sentence or two; null for a status that has nothing to do with the address.</summary>
    public static string? Of(HttpContext http) =>
        http.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => OfPath(http),
            StatusCodes.Status405MethodNotAllowed =>
                $"This address does not take {Suggestions.Shorten(http.Request.Method)}, but {string.Join(", ", http.Response.Headers.Allow.AsEnumerable())}.",
            StatusCodes.Status415UnsupportedMediaType => ContentTypeHelp.Sentence(http.Request.ContentType, TypesTaken(http)),
            _ => null,
        };

    // Routing refuses the content type before any endpoint is chosen, and does not tell which one it was refused for.
    private static IReadOnlyList<string> TypesTaken(HttpContext http) =>
        Endpoints(http)
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(http.Request.Method) == true
                && new TemplateMatcher(TemplateParser.Parse(PatternOf(endpoint)), []).TryMatch(http.Request.Path, [])
            )
            .Select(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes)
            .FirstOrDefault(types => types is not null)
        ?? ["application/json"];

    private static string OfPath(HttpContext http)
    {
        var first = Segments(http.Request.Path.Value ?? "").FirstOrDefault() ?? "";
        List<string> patterns = [.. PatternsOf(http).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        List<string> firsts =
        [
            .. patterns.Select(pattern => Segments(pattern).FirstOrDefault()).OfType<string>().Distinct(StringComparer.Ordinal),
        ];
        var asked = $"There is no address '{Suggestions.Shorten(http.Request.Path.Value ?? "/")}'.";
        if (firsts.Contains(first))
            return $"{asked} There are: {Listed([.. patterns.Where(pattern => Segments(pattern).FirstOrDefault() == first)])}.";
        var meant =
            firsts.Find(one => first.Length > 0 && one.EndsWith("-" + first, StringComparison.OrdinalIgnoreCase))
            ?? Suggestions.Closest(first, firsts);
        return meant is null
            ? $"{asked} There are: {Listed([.. firsts.Select(one => "/" + one)])}; /openapi/v1.json describes all calls."
            : $"{asked} Did you mean '/{meant}'?";
    }

    private static IEnumerable<string> PatternsOf(HttpContext http) =>
        Endpoints(http).Select(endpoint => "/" + PatternOf(endpoint)).Where(pattern => pattern.Length > 1);

    private static IEnumerable<RouteEndpoint> Endpoints(HttpContext http) =>
        http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string PatternOf(RouteEndpoint endpoint) => (endpoint.RoutePattern.RawText ?? "").Trim('/');

    private static string[] Segments(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string Listed(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostListed)) + (names.Count > MostListed ? ", …" : "");
}
