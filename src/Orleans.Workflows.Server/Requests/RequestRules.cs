using System.Text.RegularExpressions;
using Workflows.Grains.Executions;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Server.Requests;

/// <summary>Grammar and limits of what requests carry besides JSON data.</summary>
public static partial class RequestRules
{
    /// <summary>A workflow definition. In bytes: 1 MiB.</summary>
    public const int MaxDefinitionBytes = 1024 * 1024;

    /// <summary>A body that is read to its end although it is too large; beyond that the connection is closed. In bytes: 64 MiB.</summary>
    public const int MaxDiscardedBytes = 64 * 1024 * 1024;

    /// <summary>Any other request. In bytes: 64 KiB.</summary>
    public const int MaxOtherBytes = 64 * 1024;

    /// <summary>Tags of one execution: 32.</summary>
    public const int MaxTags = 32;

    /// <summary>The key of a tag. In characters: 64.</summary>
    public const int MaxTagKeyLength = 64;

    /// <summary>The value of a tag. In characters: 256.</summary>
    public const int MaxTagValueLength = 256;

    /// <summary>An Idempotency-Key. In characters: 255.</summary>
    public const int MaxIdempotencyKeyLength = 255;

    /// <summary>The reason of a cancellation. In characters: 1,000.</summary>
    public const int MaxReasonLength = 1000;

    /// <summary>The name of an event, and the sender's id of one. In characters: 255.</summary>
    public const int MaxEventTextLength = 255;

    /// <summary>The correlation of an event. In bytes: 4 KiB.</summary>
    public const int MaxCorrelationBytes = 4 * 1024;

    /// <summary>The name of an error that a callback or worker gives. In characters: 256.</summary>
    public const int MaxErrorLength = WorkflowError.LongestName;

    /// <summary>The cause of an error that a callback or worker gives. In characters: 32,768.</summary>
    public const int MaxCauseLength = WorkflowError.LongestCause;

    /// <summary>What a worker calls itself. In characters: 255.</summary>
    public const int MaxWorkerLength = 255;

    /// <summary>The name of a queue. In characters: 80.</summary>
    public const int MaxQueueLength = 80;

    /// <summary>How long a start may be asked to wait for the end. In seconds: 300.</summary>
    public const int MaxWaitSeconds = 300;

    /// <summary>The longest timeout of an execution: 10 years.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromDays(3653);

    /// <summary>What <see cref="IsExecutionId"/> takes, in words.</summary>
    public const string ExecutionIdGrammar = "1 to 100 letters, digits, '_' and '-'";

    /// <summary>What <see cref="CanBeVersion"/> takes, as a sentence.</summary>
    public const string VersionGrammar = WorkflowNames.VersionGrammar;

    /// <summary>Whether users may give this id to an execution. Dots are the engine's own.</summary>
    public static bool IsExecutionId(string id) => ExecutionIds.IsValid(id);

    /// <summary>Whether any execution can have this id.</summary>
    public static bool CanBeExecutionId(string id) => ExecutionIds.CanExist(id);

    /// <summary>Whether a workflow can have this name.</summary>
    public static bool CanBeWorkflowName(string name) => WorkflowNames.IsValid(name);

    /// <summary>Whether a workflow can have this version.</summary>
    public static bool CanBeVersion(string version) => WorkflowNames.IsValidVersion(version) && IsPlainText(version);

    /// <summary>Whether a definition can name this queue.</summary>
    public static bool CanBeQueue(string queue) => queue.Length is > 0 and <= MaxQueueLength && IsPlainText(queue) && !queue.Contains('/');

    /// <summary>Whether a tag can have this key.</summary>
    public static bool IsTagKey(string key) => key.Length <= MaxTagKeyLength && TagKey().IsMatch(key);

    /// <summary>Whether a text is free of control characters and of halves of surrogate pairs, so that any store and any log can keep it.</summary>
    public static bool IsPlainText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i]))
                return false;
        }
        return true;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex TagKey();
}
