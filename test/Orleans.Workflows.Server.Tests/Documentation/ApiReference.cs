using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Server.Problems;

namespace Workflows.Server.Tests.Documentation;

/// <summary>Writes the API's reference for people from its OpenAPI document.</summary>
internal sealed class ApiReference(JsonObject document)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly StringBuilder text = new();

    /// <summary>The reference as Markdown.</summary>
    public static string Write(JsonObject document) => new ApiReference(document).Write();

    private string Write()
    {
        Line("# The REST API");
        Line();
        Line("<!-- Made from the OpenAPI document by a test; see src/Orleans.Workflows.Server/README.md. -->");
        Line();
        Line(Text(document["info"]!["description"]));
        Line();
        Line("The same description for machines is at `/openapi/v1.json`, and as a page at `/docs`.");
        WriteProblems();
        foreach (var tag in document["tags"]!.AsArray())
            WriteTag(Text(tag!["name"]), Text(tag["description"]));
        WriteShapes();
        return text.ToString();
    }

    private void WriteProblems()
    {
        Line();
        Line("## Problems");
        Line();
        Line($"The `type` of problem details is `{ProblemType.UriPrefix}` and one of these names.");
        Line();
        Line("| name | status | title |");
        Line("| --- | --- | --- |");
        foreach (var type in ProblemType.All)
            Line($"| `{type.Slug}` | {type.Status.ToString(CultureInfo.InvariantCulture)} | {type.Title} |");
    }

    private void WriteTag(string name, string description)
    {
        Line();
        Line($"## {name}");
        Line();
        Line(description);
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                if (operation!["tags"]!.AsArray().Any(tag => Text(tag) == name))
                    WriteOperation(method.ToUpperInvariant(), path, operation);
            }
        }
    }

    private void WriteOperation(string method, string path, JsonNode operation)
    {
        Line();
        Line($"### {Text(operation["summary"])}");
        Line();
        Line($"`{method} {path}`");
        Line();
        Line(Text(operation["description"]));
        WriteParameters(operation["parameters"]?.AsArray());
        WriteRequest(operation["requestBody"]);
        WriteAnswers(operation["responses"]!.AsObject());
    }

    private void WriteParameters(JsonArray? parameters)
    {
        if (parameters is not { Count: > 0 })
            return;
        Line();
        Line("| parameter | in | type | meaning |");
        Line("| --- | --- | --- | --- |");
        foreach (var parameter in parameters)
            Line(
                $"| `{Text(parameter!["name"])}` | {Text(parameter["in"])} | {TypeOf(parameter["schema"])} | {Text(parameter["description"])} |"
            );
    }

    private void WriteRequest(JsonNode? body)
    {
        if (body is null)
            return;
        var content = body["content"]!.AsObject();
        var isRequired = body["required"]?.GetValue<bool>() == true;
        Line();
        Line(
            $"Body{(isRequired ? "" : " (may be left out)")}: {TypeOf(content.First().Value!["schema"])} as {string.Join(", ", content.Select(type => $"`{type.Key}`"))}."
        );
        foreach (var (type, media) in content)
        {
            if (media!["example"] is { } example)
                Example(type.EndsWith("yaml", StringComparison.Ordinal) ? "yaml" : "json", example);
        }
    }

    private void WriteAnswers(JsonObject answers)
    {
        Line();
        Line("| status | body | meaning |");
        Line("| --- | --- | --- |");
        foreach (var (status, answer) in answers.OrderBy(answer => answer.Key, StringComparer.Ordinal))
            Line($"| {status} | {TypeOf(answer!["content"]?.AsObject().First().Value!["schema"])} | {Text(answer["description"])} |");
        foreach (var (_, answer) in answers)
        {
            if (answer!["content"]?.AsObject().First().Value!["example"] is { } example)
                Example("jsonc", example);
        }
    }

    private void WriteShapes()
    {
        Line();
        Line("## Shapes");
        Line();
        Line("Members in bold are always there.");
        foreach (var (name, schema) in document["components"]!["schemas"]!.AsObject())
            WriteShape(name, schema!);
    }

    private void WriteShape(string name, JsonNode schema)
    {
        Line();
        Line($"### {name}");
        Line();
        if (schema["description"] is { } description)
        {
            Line(Text(description));
            Line();
        }
        if (schema["enum"] is JsonArray values)
        {
            Line($"One of {string.Join(", ", values.Select(value => $"`{Text(value)}`"))}.");
            return;
        }
        if (schema["properties"] is not JsonObject members)
            return;
        var required = schema["required"]?.AsArray().Select(Text).ToHashSet() ?? [];
        Line("| member | type | meaning |");
        Line("| --- | --- | --- |");
        foreach (var (member, value) in members)
            Line(
                $"| {(required.Contains(member) ? $"**`{member}`**" : $"`{member}`")} | {TypeOf(value)} | {Text(value!["description"])} |"
            );
    }

    private static string TypeOf(JsonNode? schema)
    {
        if (schema is null)
            return "";
        if (schema["$ref"] is { } reference)
            return $"[{Name(reference)}](#{Name(reference).ToLowerInvariant()})";
        var type = Text(schema["type"]);
        if (type == "array")
            return $"list of {TypeOf(schema["items"])}";
        if (schema["additionalProperties"] is { } values)
            return $"object of {TypeOf(values)}";
        return Text(schema["format"]) == "date-time"
            ? "timestamp"
            : type switch
            {
                "string" => "text",
                "integer" => "whole number",
                "boolean" => "true or false",
                "" => "any",
                _ => type,
            };
    }

    private static string Name(JsonNode reference) => Text(reference).Split('/')[^1];

    private void Example(string language, JsonNode example)
    {
        Line();
        Line($"```{language}");
        Line(example is JsonValue value && value.TryGetValue<string>(out var given) ? given : example.ToJsonString(Indented));
        Line("```");
    }

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    private void Line(string line = "") => text.Append(line.TrimEnd()).Append('\n');
}
