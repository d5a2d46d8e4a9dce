using System.Collections.Frozen;

namespace Workflows.Language.Reading;

/// <summary>What a person who wrote an unknown key, or left a key out, probably needs to hear.</summary>
internal static class KeyHelp
{
    // A longer list helps nobody to find a key in it.
    private const int MostListed = 24;

    // What other workflow languages, or plain English, call our keys. The first that exists at the place is suggested.
    private static readonly FrozenDictionary<string, string[]> OtherWords = new Dictionary<string, string[]>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["steps"] = ["states"],
        ["tasks"] = ["states"],
        ["nodes"] = ["states"],
        ["start"] = ["startAt"],
        ["initial"] = ["startAt"],
        ["initialState"] = ["startAt"],
        ["id"] = ["name"],
        ["comment"] = ["description"],
        ["handler"] = ["resource"],
        ["function"] = ["resource"],
        ["action"] = ["resource"],
        ["activity"] = ["resource"],
        ["uses"] = ["resource"],
        ["url"] = ["resource"],
        ["uri"] = ["resource"],
        ["parameters"] = ["input", "itemSelector"],
        ["arguments"] = ["input"],
        ["args"] = ["input"],
        ["payload"] = ["input"],
        ["with"] = ["input"],
        ["body"] = ["input"],
        ["result"] = ["output"],
        ["outputPath"] = ["output"],
        ["goto"] = ["next"],
        ["then"] = ["next"],
        ["transition"] = ["next"],
        ["to"] = ["next"],
        ["next"] = ["default"],
        ["else"] = ["default"],
        ["otherwise"] = ["default"],
        ["when"] = ["condition"],
        ["if"] = ["condition"],
        ["rules"] = ["choices"],
        ["conditions"] = ["choices"],
        ["cases"] = ["choices"],
        ["gt"] = ["greaterThan"],
        ["gte"] = ["greaterThanOrEqual"],
        ["ge"] = ["greaterThanOrEqual"],
        ["lt"] = ["lessThan"],
        ["lte"] = ["lessThanOrEqual"],
        ["le"] = ["lessThanOrEqual"],
        ["eq"] = ["equals"],
        ["ne"] = ["notEquals"],
        ["exists"] = ["isPresent"],
        ["matches"] = ["stringMatches"],
        ["path"] = ["variable"],
        ["all"] = ["and"],
        ["any"] = ["or"],
        ["retries"] = ["retry", "maxAttempts"],
        ["retryPolicy"] = ["retry"],
        ["attempts"] = ["maxAttempts"],
        ["maxRetries"] = ["maxAttempts"],
        ["maxRetryCount"] = ["maxAttempts"],
        ["delay"] = ["interval", "duration"],
        ["for"] = ["duration"],
        ["sleep"] = ["duration"],
        ["backoff"] = ["backoffMultiplier"],
        ["backoffRate"] = ["backoffMultiplier"],
        ["errorEquals"] = ["errorTypes"],
        ["errors"] = ["errorTypes"],
        ["onError"] = ["catch"],
        ["errorType"] = ["error"],
        ["code"] = ["error"],
        ["message"] = ["cause"],
        ["reason"] = ["cause"],
        ["eventName"] = ["event"],
        ["name"] = ["event"],
        ["signal"] = ["event"],
        ["timeoutSeconds"] = ["timeout"],
        ["heartbeatSeconds"] = ["heartbeat"],
        ["foreach"] = ["items"],
        ["itemProcessor"] = ["iterator"],
        ["processor"] = ["iterator"],
        ["concurrency"] = ["maxConcurrency"],
        ["undo"] = ["compensate"],
        ["schema"] = ["inputSchema"],
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<Key, string> Examples = new Dictionary<Key, string>
    {
        [Keys.StartAt] = "the name of the first state",
        [Keys.States] = "an object with the names of the states as keys",
        [Keys.Name] = "such as 'name: order-fulfilment'",
        [Keys.Type] = "Task, Pass, Choice, Wait, Parallel, Map, Fail or another one",
        [Keys.Branches] = "a list, each with a 'startAt' and 'states' of its own",
        [Keys.Iterator] = "an object with a 'startAt' and 'states' of its own, which run for each item",
        [Keys.ItemProcessor] = "an object with a 'StartAt' and 'States' of its own, which run for each item",
        [Keys.Event] = "the name of the event that it waits for",
        [Keys.Next] = "the name of the state to go on with",
    }.ToFrozenDictionary();

    /// <summary>What a missing key takes, in brackets; else nothing.</summary>
    public static string Example(Key key, ReadingContext context)
    {
        if (key == Keys.Resource)
            return context.IsNative
                ? " (who does the work: a handler's name, https://…, workflow:NAME, worker:QUEUE or callback:NAME)"
                : " (an ARN)";
        if (key == Keys.Choices || key == Keys.Condition)
            return context.IsNative
                ? $" (such as {{{(key == Keys.Choices ? "condition: {" : "")}variable: $.total, greaterThan: 100{(key == Keys.Choices ? "}, next: ship" : "")}}})"
                : "";
        return Examples.TryGetValue(key, out var example) ? $" ({example})" : "";
    }

    /// <summary>What to do about an unknown key: what was probably meant, else what there is.</summary>
    /// <param name="name">The key.</param>
    /// <param name="known">The keys that the object takes.</param>
    public static string Hint(string name, IReadOnlyList<string> known)
    {
        if (OtherWords.TryGetValue(name, out var words) && Known(words, known) is { } word)
            return $" Did you mean '{word}'?";
        if (Suggestions.DidYouMean(name, known) is { Length: > 0 } hint)
            return hint;
        if (name is "next" or "end" or "Next" or "End" && !known.Contains("default") && !known.Contains("Default"))
            return " It ends the workflow by itself; remove the key.";
        if (name is "states" or "startAt" or "States" or "StartAt" && Known(["iterator", "itemProcessor", "branches"], known) is { } place)
            return $" It stands inside '{place}'.";
        if (name is "Name")
            return " A document in the spelling of AWS carries no name: give it beside the document (over HTTP with ?name=…).";
        var listed = string.Join(", ", known.Take(MostListed));
        return $" It has: {listed}{(known.Count > MostListed ? $" and {known.Count - MostListed} more" : "")}.";
    }

    private static string? Known(IEnumerable<string> words, IReadOnlyList<string> known) =>
        words
            .Select(word => known.FirstOrDefault(key => string.Equals(key, word, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(key => key is not null);
}
