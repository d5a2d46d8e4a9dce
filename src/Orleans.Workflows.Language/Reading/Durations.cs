using System.Globalization;
using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads durations: a number of seconds, in native documents with decimals or as a text such as <c>5m</c> or <c>PT15M</c>.</summary>
internal static class Durations
{
    /// <summary>A duration; null when it is missing or none.</summary>
    /// <param name="mayBeZero">True where no time at all makes sense.</param>
    public static TimeSpan? Duration(this Fields fields, DocumentMember? member, bool mayBeZero = false)
    {
        if (member is null)
            return null;
        if (Seconds(member.Value, fields.Context.IsNative) is not { } seconds)
            return Report(
                fields,
                member,
                fields.Context.IsNative
                    ? $"a number of seconds, {DurationTexts.Grammar}{FieldValues.Unquoted(member.Value)}"
                    : "a whole number of seconds" + FieldValues.Unquoted(member.Value)
            );
        var isWithin = seconds <= (decimal)DurationSource.Longest.TotalSeconds && (mayBeZero ? seconds >= 0 : seconds > 0);
        return isWithin
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : Report(fields, member, $"{(mayBeZero ? "0 seconds or more" : "more than 0 seconds")}, and at most 10 years");
    }

    private static TimeSpan? Report(Fields fields, DocumentMember member, string expected)
    {
        fields.Context.Report(ProblemCodes.InvalidDuration, $"'{member.Name}' must be {expected}.", member.Value);
        return null;
    }

    private static decimal? Seconds(DocumentNode node, bool isNative) =>
        node switch
        {
            ScalarNode { Kind: NodeKind.Number } number => Number(number.Json, isNative),
            ScalarNode { Kind: NodeKind.Text } text when isNative => DurationTexts.TryParse(text.Json, out var seconds) ? seconds : null,
            _ => null,
        };

    private static decimal? Number(string json, bool isNative)
    {
        var value = double.Parse(json, CultureInfo.InvariantCulture);
        if (!isNative && Math.Floor(value) != value)
            return null;
        // What is far out of range need not be exact to be refused.
        return Math.Abs(value) < 1e15 ? (decimal)value : Math.Sign(value) * 1e15m;
    }
}
