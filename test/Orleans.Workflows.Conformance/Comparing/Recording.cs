using System.Text.Json;
using System.Text.RegularExpressions;
using Workflows.Conformance.Cases;

namespace Workflows.Conformance.Comparing;

/// <summary>
/// Compares values with what was recorded. In a recording a placeholder stands for any text, a text that is JSON may have been parsed, and a cause is
/// for people: of a failed function's cause only the type and the message of the error count.
/// </summary>
internal sealed partial class Recording
{
    private static readonly string[] AnyText = ["timestamp", "date", "datetime", "RandomNumberGenerated"];

    private readonly HashSet<string> renamed = new(StringComparer.Ordinal);

    /// <summary>The recording of a case.</summary>
    public Recording(ConformanceCase one)
    {
        // What the recording calls by another name than the input that was given is a placeholder, too.
        if (one.Level != "history" || one.Input is null)
            return;
        var started = one.Expected.GetProperty("events")[0];
        if (!started.TryGetProperty("executionStartedEventDetails", out var details))
            return;
        if (details.TryGetProperty("roleArn", out var role))
            renamed.Add(role.GetString()!);
        if (details.TryGetProperty("input", out var input))
            FindRenamed(input, JsonDocument.Parse(one.Input).RootElement);
    }

    /// <summary>The first difference between an expected value and the actual one; null for none.</summary>
    public string? Difference(JsonElement expected, JsonElement actual) => Compare("$", null, expected, actual, isPart: false);

    /// <summary>The first part of an expected value that the actual one does not have; null for none.</summary>
    public string? MissingPart(JsonElement expected, JsonElement actual) => Compare("$", null, expected, actual, isPart: true);

    /// <summary>Whether a text is what was recorded, placeholders apart.</summary>
    public static bool Matches(string? expected, string? actual)
    {
        if (expected == actual)
            return true;
        if (expected is null || actual is null)
            return false;
        if (AnyText.Contains(expected) || expected.StartsWith("arn:", StringComparison.Ordinal))
            return true;
        if (!Placeholder().IsMatch(expected))
            return false;
        var pattern = string.Join("(.|\n)*", Placeholder().Split(expected).Select(Regex.Escape));
        return Regex.IsMatch(actual, $@"^{pattern}\z", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private string? Compare(string path, string? key, JsonElement expected, JsonElement actual, bool isPart)
    {
        if (expected.ValueKind == JsonValueKind.String)
            return IsText(key, expected.GetString()!, actual) ? null : Differs(path, expected, actual);
        if (actual.ValueKind == JsonValueKind.String && Parse(actual.GetString()!) is { } parsed)
            actual = parsed;
        if (expected.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
            return CompareObjects(path, expected, actual, isPart);
        if (expected.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array)
            return CompareArrays(path, expected, actual, isPart);
        return JsonElement.DeepEquals(expected, actual) ? null : Differs(path, expected, actual);
    }

    private string? CompareObjects(string path, JsonElement expected, JsonElement actual, bool isPart)
    {
        var isError = expected.TryGetProperty("Error", out _) || expected.TryGetProperty("error", out _);
        foreach (var member in expected.EnumerateObject())
        {
            if (isError && member.Name is "Cause" or "cause")
            {
                if (!IsSameCause(member.Value, actual.TryGetProperty(member.Name, out var cause) ? cause : default))
                    return Differs($"{path}.{member.Name}", member.Value, cause);
            }
            else if (!actual.TryGetProperty(member.Name, out var found))
                return $"{path}.{member.Name} is missing, expected {Shown(member.Value)}";
            else if (Compare($"{path}.{member.Name}", member.Name, member.Value, found, isPart) is { } difference)
                return difference;
        }

        if (isPart)
            return null;
        foreach (var member in actual.EnumerateObject())
        {
            if (!expected.TryGetProperty(member.Name, out _) && !(isError && member.Name is "Cause" or "cause"))
                return $"{path}.{member.Name} is not expected, found {Shown(member.Value)}";
        }

        return null;
    }

    private string? CompareArrays(string path, JsonElement expected, JsonElement actual, bool isPart)
    {
        if (expected.GetArrayLength() != actual.GetArrayLength())
            return Differs(path, expected, actual);
        for (var index = 0; index < expected.GetArrayLength(); index++)
        {
            if (Compare($"{path}[{index}]", null, expected[index], actual[index], isPart) is { } difference)
                return difference;
        }

        return null;
    }

    private bool IsText(string? key, string expected, JsonElement actual)
    {
        if (actual.ValueKind == JsonValueKind.Number && AnyText.Contains(expected))
            return true;
        if (actual.ValueKind == JsonValueKind.Array && string.Equals(key, expected, StringComparison.OrdinalIgnoreCase))
            return true;
        var isPlaceholder =
            renamed.Contains(expected)
            || IsNamedAs(key, expected)
            || (expected.EndsWith("_arn", StringComparison.Ordinal) && IsArn(actual));
        if (actual.ValueKind == JsonValueKind.String && (isPlaceholder || Matches(expected, actual.GetString())))
            return true;
        if (Parse(expected) is not { } value)
            return false;
        if (actual.ValueKind == JsonValueKind.String && Parse(actual.GetString()!) is { } parsed && value.ValueKind != JsonValueKind.String)
            actual = parsed;
        return value.ValueKind == JsonValueKind.String
            ? actual.ValueKind == JsonValueKind.String && Matches(value.GetString(), actual.GetString())
            : Compare("$", null, value, actual, isPart: false) is null;
    }

    // Where the recording says "RequestId": "x-amzn-RequestId" or "TaskToken": "a_task_token", it names what stood there.
    private static bool IsNamedAs(string? key, string text) =>
        key is not null
        && (string.Equals(key, text, StringComparison.OrdinalIgnoreCase) || text.Contains('_') || text.Contains('-'))
        && !text.Contains(' ')
        && Letters(text).EndsWith(Letters(key), StringComparison.OrdinalIgnoreCase);

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter));

    private static bool IsArn(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.StartsWith("arn:", StringComparison.Ordinal);

    private static bool IsSameCause(JsonElement expected, JsonElement actual)
    {
        var (one, other) = (FunctionError(expected), FunctionError(actual));
        return one is null || one == other;
    }

    // The recorded text need not be JSON any more: placeholders stand in it without quotes.
    private static (string Type, string Message)? FunctionError(JsonElement cause)
    {
        var text = cause.ValueKind switch
        {
            JsonValueKind.Undefined => "",
            JsonValueKind.String => cause.GetString()!,
            _ => cause.GetRawText(),
        };
        var (type, message) = (ErrorType().Match(text), ErrorMessage().Match(text));
        return type.Success && message.Success ? (type.Groups["text"].Value, message.Groups["text"].Value) : null;
    }

    private void FindRenamed(JsonElement recorded, JsonElement given)
    {
        if (recorded.ValueKind == JsonValueKind.String && given.ValueKind == JsonValueKind.String)
        {
            if (recorded.GetString() != given.GetString())
                renamed.Add(recorded.GetString()!);
        }
        else if (recorded.ValueKind == JsonValueKind.Object && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in recorded.EnumerateObject())
            {
                if (given.TryGetProperty(member.Name, out var same))
                    FindRenamed(member.Value, same);
            }
        }
        else if (recorded.ValueKind == JsonValueKind.Array && given.ValueKind == JsonValueKind.Array)
        {
            foreach (var (one, other) in recorded.EnumerateArray().Zip(given.EnumerateArray()))
                FindRenamed(one, other);
        }
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            // Most texts are no JSON; they are compared as they are.
            return null;
        }
    }

    private static string Differs(string path, JsonElement expected, JsonElement actual) =>
        $"{path}: expected {Shown(expected)}, found {Shown(actual)}";

    private static string Shown(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.Undefined ? "nothing" : value.GetRawText();
        return text.Length <= 200 ? text : text[..200] + "…";
    }

    [GeneratedRegex("arn:[^ ,}\"]*|<<[^<>]*>[^<>]*>|<[^<>]*>", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"errorType\": ?\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorType();

    [GeneratedRegex("\"errorMessage\": ?\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ErrorMessage();
}
