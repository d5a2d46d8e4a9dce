using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Server.Requests;

/// <summary>The body of a start.</summary>
public sealed record StartExecutionBody
{
    private static readonly FrozenSet<string> Members = FrozenSet.Create("workflow", "version", "input", "id", "tags", "timeout");

    /// <summary>The workflow's name.</summary>
    public required string Workflow { get; init; }

    /// <summary>The version; left out: the one registered last.</summary>
    public string? Version { get; init; }

    /// <summary>What the execution starts with, any JSON value of at most 256 KiB; left out: <c>{}</c>.</summary>
    public JsonData? Input { get; init; }

    /// <summary>
    /// The execution's id, 1 to 100 letters, digits, <c>_</c> and <c>-</c>; left out: drawn. A repeat of the same request answers the same execution.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>
    /// Labels to find it by: at most 32; keys of letters, digits, <c>_</c>, <c>.</c> and <c>-</c> up to 64 characters; values up to 256 characters.
    /// </summary>
    public ImmutableSortedDictionary<string, string>? Tags { get; init; }

    /// <summary>Shortens the definition's timeout: seconds, a text with units such as <c>5m</c>, or an ISO 8601 duration such as <c>PT15M</c>.</summary>
    public JsonData? Timeout { get; init; }

    /// <summary>Reads the body of a request.</summary>
    /// <param name="problems">Every mistake; empty when the body is as it should be.</param>
    /// <param name="timeout"><see cref="Timeout"/> as a time span; null for none.</param>
    /// <returns>Null when there are problems.</returns>
    public static StartExecutionBody? Read(ReadOnlyMemory<byte> body, out IReadOnlyList<Problem> problems, out TimeSpan? timeout)
    {
        var request = RequestObject.Read(body, Members);
        problems = request.Problems;
        timeout = null;
        if (body.Length > 0 && request.Problems.Count > 0)
            return null;

        var start = new StartExecutionBody
        {
            Workflow = request.Text("workflow", isRequired: true) ?? "",
            Version = VersionOf(request),
            Input = request.Value("input"),
            Id = IdOf(request),
            Tags = TagsOf(request),
            Timeout = request.Value("timeout"),
        };
        if (start.Timeout is not null)
            timeout = TimeoutOf(request, start.Timeout);
        return request.Problems.Count == 0 ? start : null;
    }

    private static string? VersionOf(RequestObject request)
    {
        var version = request.Text("version");
        if (version is not null && !RequestRules.CanBeVersion(version))
            request.Add("version", ProblemCodes.InvalidValue, RequestRules.VersionGrammar);
        return version;
    }

    private static string? IdOf(RequestObject request)
    {
        var id = request.Text("id");
        if (id is not null && !RequestRules.IsExecutionId(id))
            request.Add("id", ProblemCodes.InvalidValue, $"An id consists of {RequestRules.ExecutionIdGrammar}.");
        return id;
    }

    private static ImmutableSortedDictionary<string, string>? TagsOf(RequestObject request)
    {
        if (request.Value("tags") is not { } value)
            return null;
        if (value.Kind != JsonValueKind.Object)
        {
            request.Add("tags", ProblemCodes.WrongType, "\"tags\" must be an object of texts.");
            return null;
        }
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var tag in value.Root.EnumerateObject())
        {
            if (!RequestRules.IsTagKey(tag.Name))
                request.Add(
                    "tags",
                    ProblemCodes.InvalidName,
                    $"A tag's key has 1 to {RequestRules.MaxTagKeyLength} letters, digits, '_', '.' and '-'.",
                    Below(tag.Name)
                );
            else if (tag.Value.ValueKind != JsonValueKind.String)
                request.Add("tags", ProblemCodes.WrongType, "A tag's value must be a text.", Below(tag.Name));
            else if (
                tag.Value.GetString() is var text
                && (text!.Length > RequestRules.MaxTagValueLength || !RequestRules.IsPlainText(text))
            )
                request.Add(
                    "tags",
                    ProblemCodes.InvalidValue,
                    $"A tag's value has at most {RequestRules.MaxTagValueLength} characters and no control characters.",
                    Below(tag.Name)
                );
            else
                tags[tag.Name] = text;
        }
        if (tags.Count > RequestRules.MaxTags)
            request.Add("tags", ProblemCodes.InvalidValue, $"An execution has at most {RequestRules.MaxTags} tags.");
        return tags.ToImmutable();
    }

    private static string Below(string key) => RequestRules.IsTagKey(key) ? "." + key : "[?]";

    private static TimeSpan? TimeoutOf(RequestObject request, JsonData value)
    {
        var timeout = value.Kind switch
        {
            JsonValueKind.Number => SecondsOf(value.Root.GetDouble()),
            JsonValueKind.String when DurationTexts.TryParse(value.Root.GetString()!, out var seconds) => SecondsOf((double)seconds),
            _ => null,
        };
        if (timeout is null || timeout <= TimeSpan.Zero || timeout > RequestRules.MaxTimeout)
            request.Add(
                "timeout",
                ProblemCodes.InvalidDuration,
                $"\"timeout\" must be a number of seconds greater than 0, {DurationTexts.Grammar}; at most 10 years."
            );
        return timeout;
    }

    private static TimeSpan? SecondsOf(double seconds) =>
        seconds >= 0 && seconds <= RequestRules.MaxTimeout.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
}
