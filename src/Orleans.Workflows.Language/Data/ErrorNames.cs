namespace Workflows.Language.Data;

/// <summary>The reserved error names. ASL: "Errors", appendix A; <see cref="ResourceNotFound"/> is ours.</summary>
public static class ErrorNames
{
    /// <summary>The prefix of every reserved name; handlers cannot throw names that begin with it.</summary>
    public const string Prefix = "States.";

    /// <summary>
    /// Matches every error but <see cref="Runtime"/> and <see cref="DataLimitExceeded"/>. Native documents may write <c>*</c>.
    /// </summary>
    public const string All = "States.ALL";

    /// <summary>An attempt, or the execution, ran longer than its timeout.</summary>
    public const string Timeout = "States.Timeout";

    /// <summary>No heartbeat came in time.</summary>
    public const string HeartbeatTimeout = "States.HeartbeatTimeout";

    /// <summary>A task failed without a name of its own; as a matcher: every error of a task but <see cref="Timeout"/>.</summary>
    public const string TaskFailed = "States.TaskFailed";

    /// <summary>The definition and the data do not fit each other; never matched by <see cref="All"/>.</summary>
    public const string Runtime = "States.Runtime";

    /// <summary>No choice was true and there is no default.</summary>
    public const string NoChoiceMatched = "States.NoChoiceMatched";

    /// <summary>A value is larger than its limit; never matched by <see cref="All"/>.</summary>
    public const string DataLimitExceeded = "States.DataLimitExceeded";

    /// <summary>A result cannot be put where <c>resultPath</c> says.</summary>
    public const string ResultPathMatchFailure = "States.ResultPathMatchFailure";

    /// <summary>A path of a template found nothing. ASL: "Errors".</summary>
    public const string ParameterPathFailure = "States.ParameterPathFailure";

    /// <summary>A branch of a Parallel state failed.</summary>
    public const string BranchFailed = "States.BranchFailed";

    /// <summary>An intrinsic function was called with what it does not take.</summary>
    public const string IntrinsicFailure = "States.IntrinsicFailure";

    /// <summary>More iterations of a Map failed than it tolerates.</summary>
    public const string ExceedToleratedFailureThreshold = "States.ExceedToleratedFailureThreshold";

    /// <summary>The items of a Map could not be read.</summary>
    public const string ItemReaderFailed = "States.ItemReaderFailed";

    /// <summary>The outputs of a Map could not be written.</summary>
    public const string ResultWriterFailed = "States.ResultWriterFailed";

    /// <summary>The connection of an HTTP task of AWS broke. Nothing here fails with it; documents name it.</summary>
    public const string HttpSocket = "States.Http.Socket";

    /// <summary>A JSONata expression failed.</summary>
    public const string QueryEvaluationError = "States.QueryEvaluationError";

    /// <summary>The task has no permission.</summary>
    public const string Permissions = "States.Permissions";

    /// <summary>No handler and no mock is registered for a resource. Never retried.</summary>
    public const string ResourceNotFound = "States.ResourceNotFound";

    /// <summary>Every reserved name.</summary>
    public static readonly IReadOnlyList<string> Reserved =
    [
        All,
        Timeout,
        HeartbeatTimeout,
        TaskFailed,
        Runtime,
        NoChoiceMatched,
        DataLimitExceeded,
        ResultPathMatchFailure,
        ParameterPathFailure,
        BranchFailed,
        IntrinsicFailure,
        ExceedToleratedFailureThreshold,
        ItemReaderFailed,
        ResultWriterFailed,
        HttpSocket,
        QueryEvaluationError,
        Permissions,
        ResourceNotFound,
    ];
}
