using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Reading;

namespace Workflows.Server.Requests;

/// <summary>The JSON object of a request, taken apart strictly: every mistake is collected with its place.</summary>
/// <remarks>Members keep their bytes; only those that somebody looks into are parsed.</remarks>
public sealed class RequestObject
{
    private readonly Dictionary<string, Member> members = new(StringComparer.Ordinal);
    private readonly List<Problem> problems = [];

    private RequestObject() { }

    /// <summary>What was wrong so far; readers of members add to it.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Takes a body apart.</summary>
    /// <param name="body">The bytes; empty is an object without members.</param>
    /// <param name="known">The members that the call knows; any other is a mistake.</param>
    public static RequestObject Read(ReadOnlyMemory<byte> body, FrozenSet<string> known)
    {
        var request = new RequestObject();
        if (body.Length == 0)
            return request;
        if (!Utf8.IsValid(body.Span))
            request.Add(ProblemCodes.InvalidUnicode, "The body is not UTF-8; send it in UTF-8.", new SourcePosition("$", 1, 1));
        else
            request.TakeApart(body, known);
        return request;
    }

    /// <summary>A member's value; null where it is absent (a JSON <c>null</c> is a value).</summary>
    public JsonData? Value(string name) => members.TryGetValue(name, out var member) ? member.Value : null;

    /// <summary>A member that must be a text; null where it is absent or wrong.</summary>
    public string? Text(string name, bool isRequired = false)
    {
        if (!members.TryGetValue(name, out var member))
        {
            if (isRequired)
                Miss($"\"{name}\" is required; add it to the body, a JSON object.");
            return null;
        }
        if (member.Value.Kind == JsonValueKind.String)
            return member.Value.Root.GetString();
        Add(name, ProblemCodes.WrongType, $"\"{name}\" must be a text.");
        return null;
    }

    /// <summary>A member that must be a text without control characters; null where it is absent or wrong.</summary>
    /// <param name="name">The member.</param>
    /// <param name="maxLength">In characters.</param>
    public string? PlainText(string name, int maxLength, bool isRequired = false)
    {
        if (Text(name, isRequired) is not { } text)
            return null;
        if (text.Length > 0 && text.Length <= maxLength && RequestRules.IsPlainText(text))
            return text;
        Add(name, ProblemCodes.InvalidValue, $"\"{name}\" is a text of 1 to {maxLength} characters without control characters.");
        return null;
    }

    /// <summary>A member that must be a number in bounds; the fallback where it is absent or wrong.</summary>
    public double Number(string name, double fallback, double least, double most, bool isWhole = false)
    {
        if (!members.TryGetValue(name, out var member))
            return fallback;
        if (
            member.Value.Kind == JsonValueKind.Number
            && member.Value.Root.TryGetDouble(out var number)
            && number >= least
            && number <= most
            && (!isWhole || double.IsInteger(number))
        )
            return number;
        Add(
            name,
            ProblemCodes.InvalidValue,
            FormattableString.Invariant($"\"{name}\" must be a {(isWhole ? "whole " : "")}number from {least} to {most}.")
        );
        return fallback;
    }

    /// <summary>A member that must be true or false; null where it is absent or wrong.</summary>
    public bool? Boolean(string name)
    {
        if (!members.TryGetValue(name, out var member))
            return null;
        if (member.Value.Kind is JsonValueKind.True or JsonValueKind.False)
            return member.Value.Kind == JsonValueKind.True;
        Add(name, ProblemCodes.WrongType, $"\"{name}\" must be true or false.");
        return null;
    }

    /// <summary>Adds a mistake in a member.</summary>
    /// <param name="name">The member.</param>
    /// <param name="below">The rest of the path inside the member, for example <c>.customer</c>.</param>
    public void Add(string name, string code, string message, string below = "") =>
        Add(code, message, members[name].Position with { Path = $"$.{name}{below}" });

    /// <summary>Adds that something is missing.</summary>
    public void Miss(string message) => Add(ProblemCodes.MissingKey, message, new SourcePosition("$", 1, 1));

    private void Add(string code, string message, SourcePosition position) => problems.Add(new Problem(code, message, position));

    private void TakeApart(ReadOnlyMemory<byte> body, FrozenSet<string> known)
    {
        // One level for the envelope, so that a member may use the whole depth of a payload.
        var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = JsonData.MaxDepth + 1 });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                Add(
                    ProblemCodes.WrongType,
                    $"The body must be a JSON object with members such as \"{known.Order(StringComparer.Ordinal).First()}\", not {Described(reader.TokenType)}.",
                    new SourcePosition("$", 1, 1)
                );
                return;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                TakeMember(ref reader, body, known);
            reader.Read();
        }
        catch (JsonException broken)
        {
            var isTooDeep = reader.CurrentDepth >= JsonData.MaxDepth;
            var malformed = MalformedJson.Problem(broken, body.Span);
            problems.Add(
                isTooDeep
                    ? malformed with
                    {
                        Code = ProblemCodes.TooDeep,
                        Message = $"The body is nested deeper than {JsonData.MaxDepth} levels.",
                    }
                    : malformed
            );
        }
    }

    private void TakeMember(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, FrozenSet<string> known)
    {
        var keyAt = (int)reader.TokenStartIndex;
        var name = NameAt(ref reader);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var value = body[start..(int)reader.BytesConsumed];

        if (name is null || !known.Contains(name))
            Add(ProblemCodes.UnknownKey, Unknown(name, known), PositionOf(body, keyAt, $"$.{name}"));
        else if (!members.TryAdd(name, new Member(JsonData.Null, PositionOf(body, start, $"$.{name}"))))
            Add(ProblemCodes.DuplicateKey, $"\"{name}\" stands in the object twice.", PositionOf(body, keyAt, $"$.{name}"));
        else if (JsonPayload.TryParse(value, out var data, out var problem))
            members[name] = members[name] with { Value = data };
        else
            problems.Add(problem with { Position = Inside(members[name].Position, problem.Position) });
    }

    private static string Unknown(string? name, FrozenSet<string> known) =>
        name is not null && Suggestions.Closest(name, known) is { } closest
            ? $"The body has no member \"{Suggestions.Shorten(name)}\". Did you mean \"{closest}\"?"
            : $"The body has no member \"{Suggestions.Shorten(name ?? "?")}\"; the call knows only {string.Join(", ", known.Order(StringComparer.Ordinal))}.";

    private static string Described(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartArray => "a list",
            JsonTokenType.String => "a text",
            JsonTokenType.Number => "a number",
            JsonTokenType.Null => "null",
            _ => "true or false",
        };

    private static string? NameAt(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no member that a call knows.
            return null;
        }
    }

    private static SourcePosition Inside(SourcePosition outer, SourcePosition inner) =>
        new(
            inner.Path.StartsWith('$') ? outer.Path + inner.Path[1..] : outer.Path,
            outer.Line + inner.Line - 1,
            inner.Line == 1 ? outer.Column + inner.Column - 1 : inner.Column
        );

    private static SourcePosition PositionOf(ReadOnlyMemory<byte> body, int offset, string path)
    {
        var before = body.Span[..offset];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new(path, before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    private sealed record Member(JsonData Value, SourcePosition Position);
}
