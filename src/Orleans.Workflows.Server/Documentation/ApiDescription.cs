using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Workflows.Language.Data;

namespace Workflows.Server.Documentation;

/// <summary>Makes the OpenAPI document: the framework derives paths and schemas, and this adds what endpoints say about themselves.</summary>
public static class ApiDescription
{
    private const string Summary = """
        Durable workflows on Orleans. JSON in camelCase, UTF-8, RFC 3339 timestamps in UTC with milliseconds.
        An absent member means "does not apply"; `null` is a JSON value that somebody gave.
        Errors are problem details (RFC 9457) with a stable `type`; `errors` lists every mistake with its path and,
        where a document or body is at fault, its line and column.
        Lists are paged by an opaque `pageToken`. Unknown members and unknown query parameters are refused.
        """;

    /// <summary>Sets the description up.</summary>
    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = NameOf;
        options.AddDocumentTransformer(DescribeDocument);
        options.AddOperationTransformer<OperationDescription>();
        options.AddSchemaTransformer(MendSchema);
    }

    private static string? NameOf(JsonTypeInfo type)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name?.Replace("Response", "", StringComparison.Ordinal);
    }

    private static Task DescribeDocument(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellation
    )
    {
        document.Info = new OpenApiInfo
        {
            Title = "Orleans.Workflows",
            Version = "v1",
            Description = Summary,
        };
        // The caller knows where it reached the server; a fixed address would be wrong behind a proxy.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = "Workflows", Description = "Definitions and their versions." },
            new() { Name = "Executions", Description = "Runs of a workflow, their steps and their history." },
            new() { Name = "Tasks", Description = "For workers and callbacks, which do the work of tasks outside of the engine." },
            new() { Name = "Health", Description = "Probes." },
        };
        foreach (var schema in document.Components?.Schemas?.Values ?? [])
            DropNulls(schema);
        return Task.CompletedTask;
    }

    private static Task MendSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            // Zero is the rejected value of every closed family; it never goes out.
            schema.Enum = [.. Enum.GetNames(type).Where(name => name != "None").Select(name => (JsonNode)name)];
        }
        else if (type == typeof(JsonData))
        {
            schema.Type = null;
            schema.Description = "Any JSON value.";
        }
        else if (type == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String;
        }
        return Task.CompletedTask;
    }

    // Members that do not apply are absent; none is ever null instead.
    private static void DropNulls(IOpenApiSchema schema)
    {
        foreach (var (name, member) in schema.Properties?.ToList() ?? [])
        {
            if (member is OpenApiSchema { OneOf: [OpenApiSchema { Type: JsonSchemaType.Null }, var applying] })
                schema.Properties![name] = applying;
            else if (member is OpenApiSchema inline)
                inline.Type &= ~JsonSchemaType.Null;
        }
    }
}
