using Microsoft.AspNetCore.Http.Headers;

namespace Workflows.Server.Requests;

/// <summary>Which representation of a workflow a request asks for.</summary>
public static class DocumentContent
{
    /// <summary>The content types that YAML goes by.</summary>
    public static readonly IReadOnlyList<string> YamlTypes = ["application/yaml", "application/x-yaml", "text/yaml"];

    /// <summary>Whether the request prefers YAML to JSON.</summary>
    public static bool IsYamlWanted(HttpRequest request)
    {
        double? yaml = null;
        double? json = null;
        foreach (var accepted in new RequestHeaders(request.Headers).Accept)
        {
            var type = accepted.MediaType.ToString();
            var quality = accepted.Quality ?? 1;
            if (YamlTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
                yaml = Math.Max(yaml ?? 0, quality);
            else if (type is "*/*" or "application/*" || type.Equals("application/json", StringComparison.OrdinalIgnoreCase))
                json = Math.Max(json ?? 0, quality);
        }
        return yaml > 0 && yaml >= (json ?? 0);
    }
}
