using System.Globalization;
using System.Text;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>Functions that look for something in a string. jsonata.org: "String functions".</summary>
internal static class MatchFunctions
{
    public static readonly NativeFunction[] All =
    [
        new("contains", "<s-(sf):b>", 2, Contains),
        new("match", "<s-f<s:o>n?:a<o>>", 3, Match),
        new("replace", "<s-(sf)(sf)n?:s>", 4, Replace),
        new("split", "<s-(sf)n?:a<s>>", 3, Split),
    ];

    private static BooleanValue? Contains(Call call)
    {
        if (call.Text(0) is not { } text || call[1] is not { } sought)
            return null;
        if (sought is not TextValue part)
            return BooleanValue.Of(Matching.Find(call.Run, (FunctionValue)sought, text).Any());
        call.Run.SpendOnSearch(text, part.Text);
        return BooleanValue.Of(text.Contains(part.Text, StringComparison.Ordinal));
    }

    private static ArrayValue? Match(Call call)
    {
        if (call.Text(0) is not { } text || call.Function(1) is not { } matcher)
            return null;
        List<Value?> found = [];
        foreach (var match in Matching.Find(call.Run, matcher, text).Take(Limit(call, 2, "D3040")))
        {
            var value = new ObjectValue();
            value.Members["match"] = new TextValue(match.Text);
            value.Members["index"] = NumberValue.Of(match.Start);
            value.Members["groups"] = match.GroupValues();
            found.Add(value);
        }
        return ArrayValue.Sequence(found);
    }

    private static TextValue? Replace(Call call)
    {
        if (call.Text(0) is not { } text)
            return null;
        if (call.Text(1) is "")
            throw new JsonataException("D3010", "$replace needs something to look for, not an empty string.");
        var limit = Limit(call, 3, "D3011");
        return call.Run.Text(
            call[1] switch
            {
                TextValue sought => ReplaceText(call, text, sought.Text, limit),
                FunctionValue matcher => ReplaceMatches(call, text, matcher, limit),
                _ => text,
            }
        );
    }

    private static string ReplaceText(Call call, string text, string sought, int limit)
    {
        call.Run.SpendOnSearch(text, sought);
        if (call[2] is FunctionValue function)
            return ReplaceText(text, sought, limit, () => Replacement(call, function, new TextMatch(sought, 0, sought.Length, [])));
        var replacement = call.Text(2) ?? "undefined";
        if ((long)text.Length / sought.Length * replacement.Length > JsonataLimits.LongestResult)
            throw call.Run.TooLong();
        return ReplaceText(text, sought, limit, () => replacement);
    }

    private static string ReplaceText(string text, string sought, int limit, Func<string> replacement)
    {
        var result = new StringBuilder();
        var position = 0;
        for (var count = 0; count < limit; count++)
        {
            var at = text.IndexOf(sought, position, StringComparison.Ordinal);
            if (at < 0)
                break;
            result.Append(text, position, at - position).Append(replacement());
            position = at + sought.Length;
        }
        return result.Append(text, position, text.Length - position).ToString();
    }

    private static string ReplaceMatches(Call call, string text, FunctionValue matcher, int limit)
    {
        var result = new StringBuilder();
        var position = 0;
        foreach (var match in Matching.Find(call.Run, matcher, text).Take(limit))
        {
            var replacement = call[2] is FunctionValue function
                ? Replacement(call, function, match)
                : Substitute(call.Text(2) ?? "undefined", match);
            result.Append(text, position, Math.Max(0, match.Start - position)).Append(replacement);
            position = match.Start + match.Text.Length;
            if (result.Length > JsonataLimits.LongestResult)
                throw call.Run.TooLong();
        }
        return position < text.Length ? result.Append(text, position, text.Length - position).ToString() : result.ToString();
    }

    private static string Replacement(Call call, FunctionValue function, TextMatch match) =>
        call.Run.Apply(function, [match.ToValue()], null) is TextValue text
            ? text.Text
            : throw new JsonataException("D3012", "The function that replaces a match must give a string.");

    // $0 is the match, $1 its first group, $$ a dollar sign; as many digits count as there can be groups.
    private static string Substitute(string replacement, TextMatch match)
    {
        var result = new StringBuilder();
        var digits = Math.Max(1, match.Groups.Count.ToString(CultureInfo.InvariantCulture).Length);
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '$')
            {
                result.Append(replacement[i]);
                continue;
            }
            var next = i + 1 < replacement.Length ? replacement[i + 1] : '\0';
            if (next == '$')
                (_, i) = (result.Append('$'), i + 1);
            else if (next == '0')
                (_, i) = (result.Append(match.Text), i + 1);
            else if (GroupNumber(replacement.AsSpan(i + 1), digits, match.Groups.Count) is var (group, length) && length > 0)
                (_, i) = (result.Append(group <= match.Groups.Count ? match.Groups[group - 1] : ""), i + length);
            else
                result.Append('$');
        }
        return result.ToString();
    }

    private static (int Group, int Length) GroupNumber(ReadOnlySpan<char> text, int digits, int groups)
    {
        var length = 0;
        while (length < digits && length < text.Length && char.IsAsciiDigit(text[length]))
            length++;
        if (length == 0)
            return (0, 0);
        var group = int.Parse(text[..length], CultureInfo.InvariantCulture);
        return length > 1 && group > groups ? (int.Parse(text[..(length - 1)], CultureInfo.InvariantCulture), length - 1) : (group, length);
    }

    private static ArrayValue? Split(Call call)
    {
        if (call.Text(0) is not { } text)
            return null;
        var limit = Limit(call, 2, "D3020");
        List<string> parts;
        if (call[1] is FunctionValue matcher)
        {
            parts = [];
            var start = 0;
            foreach (var match in Matching.Find(call.Run, matcher, text).Take(limit))
            {
                parts.Add(text[start..Math.Max(start, match.Start)]);
                start = match.End;
            }
            if (parts.Count < limit)
                parts.Add(text[start..]);
        }
        else
            parts = SplitAt(call.Run, text, call.Text(1)).Take((int)Math.Min(call.Number(2) ?? limit, limit)).ToList();
        call.Run.SpendOnItems(parts.Count);
        return new ArrayValue([.. parts.Select(part => new TextValue(part))]);
    }

    private static IEnumerable<string> SplitAt(Evaluation run, string text, string? separator)
    {
        if (separator is null)
            return [text];
        // Before any part is made: they weigh far more than the text.
        if (separator.Length == 0)
            run.SpendOnItems(text.Length);
        else
            run.SpendOnSearch(text, separator);
        return separator.Length == 0 ? text.Select(c => c.ToString()) : PartsBetween(run, text, separator);
    }

    private static IEnumerable<string> PartsBetween(Evaluation run, string text, string separator)
    {
        var (start, count) = (0, 0);
        for (int at; (at = text.IndexOf(separator, start, StringComparison.Ordinal)) >= 0; start = at + separator.Length)
        {
            run.CheckItems(++count);
            yield return text[start..at];
        }
        yield return text[start..];
    }

    private static int Limit(Call call, int index, string code)
    {
        if (call.Number(index) is not { } limit)
            return int.MaxValue;
        if (limit < 0)
            throw new JsonataException(code, "How many matches are wanted cannot be negative.");
        return (int)Math.Min(Math.Ceiling(limit), int.MaxValue);
    }
}
