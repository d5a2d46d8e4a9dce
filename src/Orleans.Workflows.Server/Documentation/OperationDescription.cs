using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Workflows.Server.Requests;

namespace Workflows.Server.Documentation;

/// <summary>Brings what an endpoint says about itself into its operation.</summary>
public sealed class OperationDescription : IOpenApiOperationTransformer
{
    private static readonly Dictionary<string, string> PathParameters = new(StringComparer.Ordinal)
    {
        ["name"] = "The workflow's name.",
        ["version"] = "The version.",
        ["id"] = "The execution's id.",
        ["stepId"] =
            "The step's id, the rest of the path: `ship`, `ship~2`, `fan_out[1]/charge`, `charge@undo`, or `@14` for step number 14. curl needs `-g` for the brackets.",
        ["token"] = "The token of the attempt, as it was given away.",
        ["queue"] = "The queue: what stands behind `worker:` in definitions.",
    };

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
            parameter.Description ??= PathParameters.GetValueOrDefault(parameter.Name ?? "");
        foreach (var parameter in metadata.OfType<QueryParameters>().SelectMany(known => known.Parameters))
            operation.Parameters.Add(Describe(parameter));
        foreach (var header in metadata.OfType<RequestHeader>())
            operation.Parameters.Add(
                new OpenApiParameter
                {
                    Name = header.Name,
                    In = ParameterLocation.Header,
                    Description = header.Description,
                    Schema = Text(),
                }
            );
        foreach (var example in metadata.OfType<RequestExample>())
            AddExample(operation.RequestBody?.Content, example.ContentType, example.Text);
        DescribeAnswers(operation, metadata);
        return Task.CompletedTask;
    }

    private static void DescribeAnswers(OpenApiOperation operation, IList<object> metadata)
    {
        var problems = metadata.OfType<ProblemTypes>().SelectMany(known => known.Types).ToLookup(type => type.Status);
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (answer is not OpenApiResponse response)
                continue;
            var described = metadata.OfType<AnswerDescription>().FirstOrDefault(d => $"{d.Status}" == status);
            response.Description =
                described?.Description
                ?? string.Join(
                    " ",
                    problems[int.Parse(status, System.Globalization.CultureInfo.InvariantCulture)]
                        .Select(type => $"`{type.Slug}`: {type.Title}")
                );
            if (described?.Example is { } example)
                AddExample(response.Content, "application/json", example);
        }
    }

    private static void AddExample(IDictionary<string, OpenApiMediaType>? content, string contentType, string example)
    {
        if (content is null || !content.TryGetValue(contentType, out var type))
            return;
        type.Example = contentType == "application/json" ? JsonNode.Parse(example) : JsonValue.Create(example);
    }

    private static OpenApiParameter Describe(QueryParameter parameter)
    {
        var schema = SchemaOf(parameter.Type);
        return new()
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Schema = parameter.MayRepeat ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema } : schema,
        };
    }

    private static OpenApiSchema SchemaOf(QueryParameterType type) =>
        type switch
        {
            QueryParameterType.Text => Text(),
            QueryParameterType.Integer => new() { Type = JsonSchemaType.Integer },
            QueryParameterType.Number => new() { Type = JsonSchemaType.Number },
            QueryParameterType.Timestamp => new() { Type = JsonSchemaType.String, Format = "date-time" },
            QueryParameterType.None => throw new InvalidOperationException("A query parameter has a type."),
        };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
