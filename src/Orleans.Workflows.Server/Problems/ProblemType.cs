namespace Workflows.Server.Problems;

/// <summary>The kinds of problem details that the API answers. Their <see cref="Uri"/>s are part of the contract.</summary>
/// <param name="Slug">The stable name.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The kind in words.</param>
public sealed record ProblemType(string Slug, int Status, string Title)
{
    /// <summary>What stands in front of the slug.</summary>
    public const string UriPrefix = "urn:orleans-workflows:problem:";

    /// <summary>The body, a query parameter or a header is not what the call takes; <c>errors</c> lists every mistake.</summary>
    public static readonly ProblemType InvalidRequest = new("invalid-request", 400, "The request is not valid.");

    /// <summary>The document of a workflow has errors; <c>errors</c> lists all of them.</summary>
    public static readonly ProblemType InvalidDefinition = new("invalid-definition", 400, "The definition is not valid.");

    /// <summary>HTTP itself was used wrongly.</summary>
    public static readonly ProblemType BadRequest = new("bad-request", 400, "The request could not be understood.");

    /// <summary>The Host header names a host that this server does not answer for.</summary>
    public static readonly ProblemType HostNotAllowed = new("host-not-allowed", 400, "The host of the request is not allowed.");

    /// <summary>Only requests from this machine are answered here.</summary>
    public static readonly ProblemType LocalOnly = new("local-only", 403, "Only requests from the server's own machine are answered here.");

    /// <summary>There is nothing at this address.</summary>
    public static readonly ProblemType NotFound = new("not-found", 404, "There is nothing at this address.");

    /// <summary>There is no such workflow or version.</summary>
    public static readonly ProblemType UnknownWorkflow = new("unknown-workflow", 404, "There is no such workflow.");

    /// <summary>There is no such execution.</summary>
    public static readonly ProblemType UnknownExecution = new("unknown-execution", 404, "There is no such execution.");

    /// <summary>The execution has no such step.</summary>
    public static readonly ProblemType UnknownStep = new("unknown-step", 404, "There is no such step.");

    /// <summary>Nobody gave this token away.</summary>
    public static readonly ProblemType UnknownToken = new("unknown-token", 404, "There is no such token.");

    /// <summary>The address does not know this method; <c>Allow</c> names those it knows.</summary>
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "The method is not allowed here.");

    /// <summary>The request took too long to arrive.</summary>
    public static readonly ProblemType RequestTimeout = new("request-timeout", 408, "The request took too long to arrive.");

    /// <summary>The version is registered with other content.</summary>
    public static readonly ProblemType VersionConflict = new("version-conflict", 409, "The version has other content.");

    /// <summary>The id or the Idempotency-Key belongs to another request.</summary>
    public static readonly ProblemType StartConflict = new("start-conflict", 409, "Another request has started this execution.");

    /// <summary>The execution has ended otherwise.</summary>
    public static readonly ProblemType ExecutionEnded = new("execution-ended", 409, "The execution has ended.");

    /// <summary>The execution has not ended.</summary>
    public static readonly ProblemType ExecutionNotEnded = new("execution-not-ended", 409, "The execution has not ended.");

    /// <summary>The execution has not failed, timed out or been cancelled, or it has begun to undo what it did.</summary>
    public static readonly ProblemType NotRedrivable = new("not-redrivable", 409, "The execution cannot go on from where it stopped.");

    /// <summary>The token is used up: the attempt was completed otherwise, timed out or was cancelled.</summary>
    public static readonly ProblemType TokenUsed = new("token-used", 410, "The token is not valid any more.");

    /// <summary>The version was deleted.</summary>
    public static readonly ProblemType VersionDeleted = new("version-deleted", 410, "The version was deleted.");

    /// <summary>The body is larger than the call takes.</summary>
    public static readonly ProblemType TooLarge = new("too-large", 413, "The request is too large.");

    /// <summary>The body's content type or encoding is not one the call takes.</summary>
    public static readonly ProblemType UnsupportedMediaType = new("unsupported-media-type", 415, "The content type is not supported.");

    /// <summary>Too many events wait for a state that takes them; <c>Retry-After</c> says when to come again.</summary>
    public static readonly ProblemType TooManyEvents = new("too-many-events", 429, "Too many events wait already.");

    /// <summary>An error of the server; its log tells more.</summary>
    public static readonly ProblemType InternalError = new("internal-error", 500, "The server failed to answer.");

    /// <summary>Too much is waiting, the storage is away, or the server is stopping; <c>Retry-After</c> says when to come again.</summary>
    public static readonly ProblemType Unavailable = new("unavailable", 503, "The server cannot do this for the moment.");

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<ProblemType> All =
    [
        InvalidRequest,
        InvalidDefinition,
        BadRequest,
        HostNotAllowed,
        LocalOnly,
        NotFound,
        UnknownWorkflow,
        UnknownExecution,
        UnknownStep,
        UnknownToken,
        MethodNotAllowed,
        RequestTimeout,
        VersionConflict,
        StartConflict,
        ExecutionEnded,
        ExecutionNotEnded,
        NotRedrivable,
        TokenUsed,
        VersionDeleted,
        TooLarge,
        UnsupportedMediaType,
        TooManyEvents,
        InternalError,
        Unavailable,
    ];

    /// <summary>The <c>type</c> member.</summary>
    public string Uri => UriPrefix + Slug;

    /// <summary>The kind for a status that the web framework set.</summary>
    public static ProblemType ForStatus(int status) =>
        status switch
        {
            404 => NotFound,
            405 => MethodNotAllowed,
            408 => RequestTimeout,
            413 => TooLarge,
            415 => UnsupportedMediaType,
            503 => Unavailable,
            >= 500 => InternalError,
            _ => BadRequest,
        };
}
