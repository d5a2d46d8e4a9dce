using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Language.Data;

namespace Workflows.Conformance.Histories;

/// <summary>An event as AWS lists it.</summary>
/// <param name="Id">Counted from 1.</param>
/// <param name="Previous">The event that it follows from; 0 for none.</param>
/// <param name="Type">For example <c>PassStateEntered</c>.</param>
/// <param name="DetailsName">The name of the member with its details; null where it has none.</param>
/// <param name="Details">Its details.</param>
internal sealed record AwsEvent(int Id, int Previous, string Type, string? DetailsName, JsonObject? Details)
{
    /// <summary>The event as JSON.</summary>
    public JsonElement ToJson()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["previousEventId"] = Previous,
            ["timestamp"] = "timestamp",
            ["type"] = Type,
        };
        if (DetailsName is not null)
            json[DetailsName] = Details!.DeepClone();
        return JsonSerializer.SerializeToElement(json);
    }

    /// <summary>Details with data under a name.</summary>
    public static JsonObject With(string name, JsonData data) =>
        new()
        {
            [name] = JsonNode.Parse(data.Utf8.Span),
            [name + "Details"] = new JsonObject { ["truncated"] = false },
        };

    /// <summary>Details of an error.</summary>
    public static JsonObject Failure(string? error, string? cause)
    {
        var details = new JsonObject();
        if (error is not null)
            details["error"] = error;
        if (cause is not null)
            details["cause"] = cause;
        return details;
    }
}
