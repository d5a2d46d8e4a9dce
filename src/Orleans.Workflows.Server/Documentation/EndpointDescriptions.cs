using Workflows.Server.Problems;
using Workflows.Server.Requests;
using Workflows.Server.Responses;

namespace Workflows.Server.Documentation;

/// <summary>What an answer with a status means.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Description">A sentence.</param>
/// <param name="Example">A JSON text; null for none.</param>
public sealed record AnswerDescription(int Status, string Description, string? Example);

/// <summary>An example of a request's body.</summary>
/// <param name="ContentType">The content type.</param>
/// <param name="Text">The body.</param>
public sealed record RequestExample(string ContentType, string Text);

/// <summary>A header that a call looks at.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
public sealed record RequestHeader(string Name, string Description);

/// <summary>The problems that a call answers.</summary>
/// <param name="Types">The kinds.</param>
public sealed record ProblemTypes(IReadOnlyList<ProblemType> Types);

/// <summary>How endpoints say what they take and answer: the OpenAPI document is made of this.</summary>
public static class EndpointDescriptions
{
    /// <summary>Name, summary and description of a call.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string name, string summary, string description) =>
        endpoint.WithName(name).WithSummary(summary).WithDescription(description);

    /// <summary>The query parameters that the call knows; others are refused.</summary>
    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder endpoint, params QueryParameter[] parameters) =>
        endpoint.WithMetadata(new QueryParameters(parameters));

    /// <summary>A header that the call looks at.</summary>
    public static RouteHandlerBuilder TakesHeader(this RouteHandlerBuilder endpoint, string name, string description) =>
        endpoint.WithMetadata(new RequestHeader(name, description));

    /// <summary>A JSON body.</summary>
    public static RouteHandlerBuilder TakesBody<T>(this RouteHandlerBuilder endpoint, string example, bool isOptional = false)
        where T : notnull =>
        endpoint.Accepts<T>(isOptional, "application/json").WithMetadata(new RequestExample("application/json", example));

    /// <summary>A workflow document.</summary>
    public static RouteHandlerBuilder TakesDocument(this RouteHandlerBuilder endpoint, string example) =>
        endpoint
            .Accepts<WorkflowDocument>("application/yaml", "application/json", "application/x-yaml", "text/yaml")
            .WithMetadata(new RequestExample("application/yaml", example));

    /// <summary>An answer with a JSON body.</summary>
    public static RouteHandlerBuilder Answers<T>(
        this RouteHandlerBuilder endpoint,
        int status,
        string description,
        string? example = null
    ) => endpoint.Produces<T>(status).WithMetadata(new AnswerDescription(status, description, example));

    /// <summary>An answer without a body.</summary>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder endpoint, int status, string description) =>
        endpoint.Produces(status).WithMetadata(new AnswerDescription(status, description, null));

    /// <summary>The problems that the call answers.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params ProblemType[] types)
    {
        foreach (var status in types.Select(type => type.Status).Distinct())
            endpoint.Produces<ProblemResponse>(status, "application/problem+json");
        return endpoint.WithMetadata(new ProblemTypes(types));
    }
}

/// <summary>A workflow in either spelling of the language; see <c>docs/language.md</c>.</summary>
public sealed record WorkflowDocument;
