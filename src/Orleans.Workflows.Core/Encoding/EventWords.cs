using Workflows.Core.State;

namespace Workflows.Core.Encoding;

/// <summary>The persisted words for places and outcomes. A word that was released is never changed.</summary>
internal static class EventWords
{
    /// <summary>The word for a place outside.</summary>
    public static string Of(TaskPlace place) =>
        place switch
        {
            TaskPlace.Here => "here",
            TaskPlace.Queue => "queue",
            TaskPlace.Callback => "callback",
            TaskPlace.Child => "child",
            TaskPlace.None => throw new InvalidOperationException("No place has no word."),
        };

    /// <summary>The place of a word.</summary>
    public static TaskPlace ParsePlace(string word) =>
        word switch
        {
            "here" => TaskPlace.Here,
            "queue" => TaskPlace.Queue,
            "callback" => TaskPlace.Callback,
            "child" => TaskPlace.Child,
            _ => throw Unknown(word),
        };

    /// <summary>The word for how an execution ends badly.</summary>
    public static string Of(ExecutionStatus outcome) =>
        outcome switch
        {
            ExecutionStatus.Failed => "failed",
            ExecutionStatus.TimedOut => "timedOut",
            ExecutionStatus.Cancelled => "cancelled",
            ExecutionStatus.Running or ExecutionStatus.Compensating or ExecutionStatus.Succeeded or ExecutionStatus.None =>
                throw new InvalidOperationException($"An execution that is compensated does not end as {outcome}."),
        };

    /// <summary>The outcome of a word.</summary>
    public static ExecutionStatus ParseOutcome(string word) =>
        word switch
        {
            "failed" => ExecutionStatus.Failed,
            "timedOut" => ExecutionStatus.TimedOut,
            "cancelled" => ExecutionStatus.Cancelled,
            _ => throw Unknown(word),
        };

    private static InvalidDataException Unknown(string word) => new($"A journal row has the unknown word '{word}'.");
}
