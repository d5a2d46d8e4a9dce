using System.Text;
using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Server.Requests;

/// <summary>What happened before or inside the state that is tried. The names are those of AWS's call <c>TestState</c>.</summary>
public sealed record TestStateConfiguration
{
    private const double Most = 10_000;

    /// <summary>The state inside a Map or Parallel from which the error of the mock comes.</summary>
    public string? ErrorCausedByState { get; init; }

    /// <summary>How many retries each retrier has started before; left out: 0.</summary>
    public int RetrierRetryCount { get; init; }

    /// <summary>How many iterations of a Map have failed; left out: 0.</summary>
    public int MapIterationFailureCount { get; init; }

    /// <summary>The list that the ItemReader of a Map brings, as a list or as a JSON text.</summary>
    public JsonData? MapItemReaderData { get; init; }

    /// <summary>Reads the member of a request.</summary>
    /// <param name="request">Where mistakes go.</param>
    /// <param name="name">The name of the member.</param>
    public static TestStateConfiguration Read(RequestObject request, string name)
    {
        var configuration = new TestStateConfiguration();
        if (request.Value(name) is not { } value)
            return configuration;
        if (value.Kind != JsonValueKind.Object)
        {
            request.Add(name, ProblemCodes.WrongType, $"\"{name}\" must be an object.");
            return configuration;
        }

        foreach (var member in value.Root.EnumerateObject())
            configuration = Read(configuration, member, request, name);
        return configuration;
    }

    private static TestStateConfiguration Read(
        TestStateConfiguration configuration,
        JsonProperty member,
        RequestObject request,
        string name
    )
    {
        switch (member.Name)
        {
            case "errorCausedByState" when member.Value.ValueKind == JsonValueKind.String:
                return configuration with { ErrorCausedByState = member.Value.GetString() };
            case "retrierRetryCount" when CountOf(member.Value) is { } count:
                return configuration with { RetrierRetryCount = count };
            case "mapIterationFailureCount" when CountOf(member.Value) is { } count:
                return configuration with { MapIterationFailureCount = count };
            case "mapItemReaderData" when ItemsOf(member.Value) is { } items:
                return configuration with { MapItemReaderData = items };
            default:
                request.Add(
                    name,
                    ProblemCodes.InvalidValue,
                    "It has \"errorCausedByState\" (a text), \"retrierRetryCount\" and \"mapIterationFailureCount\" (whole numbers from 0 to 10000) and "
                        + "\"mapItemReaderData\" (a list, or a text that is one).",
                    $".{member.Name}"
                );
                return configuration;
        }
    }

    private static int? CountOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var count) && count is >= 0 and <= Most && double.IsInteger(count)
            ? (int)count
            : null;

    private static JsonData? ItemsOf(JsonElement value)
    {
        var items = value.ValueKind switch
        {
            JsonValueKind.Array => JsonData.From(value),
            JsonValueKind.String when JsonPayload.TryParse(Encoding.UTF8.GetBytes(value.GetString()!), out var parsed, out _) => parsed,
            _ => null,
        };
        return items is { Kind: JsonValueKind.Array } ? items : null;
    }
}
