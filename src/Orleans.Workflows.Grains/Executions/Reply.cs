using Workflows.Core.State;

namespace Workflows.Grains.Executions;

/// <summary>How something posted to an execution ended.</summary>
internal enum ReplyKind
{
    None = 0,

    /// <summary>The execution has started.</summary>
    Created,

    /// <summary>The same request had started it before.</summary>
    Existing,

    /// <summary>Another request had started it.</summary>
    Conflict,

    /// <summary>The journal takes no starts for the moment, or the silo stops; or the execution cannot take it as it stands.</summary>
    Refused,

    /// <summary>It made a transition.</summary>
    Accepted,

    /// <summary>It changed nothing.</summary>
    Unchanged,

    /// <summary>The execution had ended otherwise.</summary>
    AlreadyEnded,

    /// <summary>There is no such execution.</summary>
    NotFound,
}

/// <summary>The answer to something posted to an execution, with how it stands then.</summary>
[GenerateSerializer, Immutable, Alias("workflows.reply")]
internal readonly record struct Reply(
    [property: Id(0)] ReplyKind Kind,
    [property: Id(1)] ExecutionStatus Status,
    [property: Id(2)] long LastSequence,
    [property: Id(3)] TimeSpan RetryAfter = default,
    [property: Id(4)] bool IsUnknownEvent = false
);
