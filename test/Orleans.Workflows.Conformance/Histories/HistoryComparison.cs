using System.Text.Json;
using Workflows.Conformance.Comparing;

namespace Workflows.Conformance.Histories;

/// <summary>Compares event lists. Events of branches that ran at once were recorded sorted and without ids: they are compared as a multiset.</summary>
internal static class HistoryComparison
{
    /// <summary>What differs first; null for nothing.</summary>
    public static string? Difference(Recording recording, JsonElement expected, IReadOnlyList<AwsEvent> actual)
    {
        var ordered = new Dictionary<int, JsonElement>();
        var unordered = new List<JsonElement>();
        foreach (var one in expected.EnumerateArray())
        {
            if (one.GetProperty("id") is { ValueKind: JsonValueKind.Number } id && id.GetInt32() > 0)
                ordered[id.GetInt32()] = one;
            else
                unordered.Add(one);
        }

        foreach (var one in actual.Where(one => ordered.ContainsKey(one.Id)))
        {
            if (recording.Difference(ordered[one.Id], one.ToJson()) is { } difference)
                return $"event {one.Id}, {ordered[one.Id].GetProperty("type")}: {difference}";
        }

        if (ordered.Keys.FirstOrDefault(id => id > actual.Count) is > 0 and var missing)
            return $"event {missing}, {ordered[missing].GetProperty("type")}, is missing";
        return Unmatched(recording, unordered, [.. actual.Where(one => !ordered.ContainsKey(one.Id))]);
    }

    private static string? Unmatched(Recording recording, List<JsonElement> expected, List<AwsEvent> actual)
    {
        foreach (var one in expected)
        {
            var match = actual.FindIndex(candidate => recording.Difference(WithoutIds(one), WithoutIds(candidate.ToJson())) is null);
            if (match < 0)
                return $"no event {one.GetProperty("type")} like {one}";
            actual.RemoveAt(match);
        }

        // How a Parallel ended is left out of some recordings.
        actual.RemoveAll(one => one.Type is "ParallelStateSucceeded" or "ParallelStateFailed" or "ParallelStateExited");
        return actual.Count == 0 ? null : $"event {actual[0].Id}, {actual[0].Type}, is not expected";
    }

    private static JsonElement WithoutIds(JsonElement one) =>
        JsonSerializer.SerializeToElement(
            one.EnumerateObject()
                .Where(member => member.Name is not ("id" or "previousEventId" or "timestamp"))
                .ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal)
        );
}
