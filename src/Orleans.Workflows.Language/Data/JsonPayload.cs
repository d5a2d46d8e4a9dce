using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Workflows.Language.Documents;

namespace Workflows.Language.Data;

/// <summary>
/// The door for JSON that comes from outside while workflows run: inputs, results, events. One pass of a JSON reader, nothing kept.
/// </summary>
public static class JsonPayload
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonData.MaxDepth + 1 };

    /// <summary>Accepts one JSON value.</summary>
    /// <param name="utf8">The bytes; they are taken over and must not change afterwards.</param>
    /// <param name="data">The value; null when there is a problem.</param>
    /// <param name="problem">
    /// Why it is refused: malformed, nested deeper than <see cref="JsonData.MaxDepth"/>, a duplicate key, half a surrogate pair,
    /// U+0000, or a number outside the range of doubles or with an exponent of more than four digits.
    /// </param>
    public static bool TryParse(
        ReadOnlyMemory<byte> utf8,
        [NotNullWhen(true)] out JsonData? data,
        [NotNullWhen(false)] out Problem? problem
    )
    {
        problem = Utf8.IsValid(utf8.Span)
            ? Check(utf8)
            : Refuse(utf8.Span, 0, ProblemCodes.InvalidUnicode, "The value is not valid UTF-8.");
        data = problem is null ? JsonData.FromTrustedUtf8(utf8) : null;
        return problem is null;
    }

    private static Problem? Check(ReadOnlyMemory<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8.Span, Options);
        var names = new NamesInScope();
        try
        {
            while (reader.Read())
            {
                if (CheckToken(in reader, names, utf8) is { } complaint)
                    return Refuse(utf8.Span, reader.TokenStartIndex, complaint.Code, complaint.Message);
            }
            return null;
        }
        catch (JsonException malformed)
        {
            return MalformedJson.Problem(malformed, utf8.Span);
        }
    }

    private static (string Code, string Message)? CheckToken(
        ref readonly Utf8JsonReader reader,
        NamesInScope names,
        ReadOnlyMemory<byte> utf8
    )
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when reader.CurrentDepth >= JsonData.MaxDepth:
                return (ProblemCodes.TooDeep, $"The value is nested deeper than {JsonData.MaxDepth} levels.");
            case JsonTokenType.StartObject:
                names.Open();
                return null;
            case JsonTokenType.EndObject:
                names.Close();
                return null;
            case JsonTokenType.PropertyName:
                if (StrictJson.TextComplaint(in reader) is { } badName)
                    return (ProblemCodes.InvalidUnicode, $"A key {badName}.");
                return names.TryAdd(NameOf(in reader, utf8))
                    ? null
                    : (ProblemCodes.DuplicateKey, $"The key '{reader.GetString()}' stands twice in one object.");
            case JsonTokenType.String:
                return StrictJson.TextComplaint(in reader) is { } badText ? (ProblemCodes.InvalidUnicode, $"A text {badText}.") : null;
            case JsonTokenType.Number:
                return JsonNumbers.CanBeKept(reader.ValueSpan)
                    ? null
                    : (ProblemCodes.NumberOutOfRange, $"The number {JsonNumbers.OutOfRange}.");
            default:
                return null;
        }
    }

    private static ReadOnlyMemory<byte> NameOf(ref readonly Utf8JsonReader reader, ReadOnlyMemory<byte> utf8)
    {
        if (!reader.ValueIsEscaped)
            return utf8.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        var unescaped = new byte[reader.ValueSpan.Length];
        return unescaped.AsMemory(0, reader.CopyString(unescaped));
    }

    private static Problem Refuse(ReadOnlySpan<byte> utf8, long offset, string code, string message)
    {
        var (line, column) = TextPosition.Of(utf8, offset);
        return new Problem(code, message, new SourcePosition("$", line, column));
    }
}
