using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Core.Encoding;

/// <summary>The members of a snapshot's objects, as the kinds of values that a state is made of.</summary>
internal static class SnapshotFields
{
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var text) ? text.GetString() : null;

    public static int Number(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static JsonData? Value(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? JsonData.From(value) : null;

    public static DateTimeOffset? Moment(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var moment) ? DateTimeOffset.FromUnixTimeMilliseconds(moment.GetInt64()) : null;

    public static TimeSpan? Duration(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var duration) ? TimeSpan.FromTicks(duration.GetInt64()) : null;

    public static IEnumerable<JsonElement> List(this JsonElement element, string name) => element.GetProperty(name).EnumerateArray();
}
