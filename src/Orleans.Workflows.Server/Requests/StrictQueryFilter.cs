using Workflows.Server.Problems;

namespace Workflows.Server.Requests;

/// <summary>Refuses query parameters that an endpoint does not know.</summary>
public sealed class StrictQueryFilter : IEndpointFilter
{
    /// <inheritdoc/>
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.Query.Count == 0)
            return next(context);

        var query = new RequestQuery(http.Request.Query);
        query.RefuseUnknown(http.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>()?.Parameters ?? []);
        return query.Problems.Count == 0 ? next(context) : ValueTask.FromResult<object?>(ProblemAnswer.InvalidRequest(query.Problems));
    }
}
