using System.Globalization;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Model;
using Workflows.Language.Reading;

namespace Workflows.Server.Requests;

/// <summary>The query parameters of a request, read strictly: every mistake is collected.</summary>
public sealed class RequestQuery(IQueryCollection query)
{
    private readonly List<Problem> problems = [];

    /// <summary>What was wrong so far.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Refuses parameters that a call does not know: a typo must not silently widen a list.</summary>
    public void RefuseUnknown(IReadOnlyList<QueryParameter> known)
    {
        foreach (var (name, values) in query)
        {
            var parameter = known.FirstOrDefault(p => p.Name == name);
            if (parameter is null)
                Add(
                    name,
                    ProblemCodes.UnknownKey,
                    known.Count == 0 ? "The call takes no query parameters."
                        : Suggestions.Closest(name, known.Select(p => p.Name)) is { } closest
                            ? $"The call has no parameter of this name. Did you mean \"{closest}\"?"
                        : $"The call has no parameter of this name; it knows only {string.Join(", ", known.Select(p => p.Name))}."
                );
            else if (values.Count > 1 && !parameter.MayRepeat)
                Add(name, ProblemCodes.DuplicateKey, "The parameter may be given once only.");
        }
    }

    /// <summary>A text; null where it is absent.</summary>
    public string? Text(string name) => query.TryGetValue(name, out var values) ? values[^1] ?? "" : null;

    /// <summary>A text without control characters; null where it is absent or wrong.</summary>
    public string? PlainText(string name)
    {
        var text = Text(name);
        if (text is null || RequestRules.IsPlainText(text))
            return text;
        Add(name, ProblemCodes.InvalidValue, "The value must not have control characters.");
        return null;
    }

    /// <summary>All values of a parameter that may repeat.</summary>
    public IEnumerable<string> Texts(string name) => query.TryGetValue(name, out var values) ? values.Select(value => value ?? "") : [];

    /// <summary>A whole number in bounds.</summary>
    public long Integer(string name, long fallback, long least, long most)
    {
        if (Text(name) is not { } text)
            return fallback;
        if (Digits.TryParse(text, out long number) && number >= least && number <= most)
            return number;
        Add(
            name,
            ProblemCodes.InvalidValue,
            most == long.MaxValue
                ? $"The value must be a whole number from {least}."
                : $"The value must be a whole number from {least} to {most}."
        );
        return fallback;
    }

    /// <summary>A number of seconds in bounds, decimals allowed; null where it is absent or wrong.</summary>
    public TimeSpan? Seconds(string name, double most)
    {
        if (Text(name) is not { } text)
            return null;
        if (
            IsDecimal(text)
            && double.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) is var seconds
            && seconds <= most
        )
            return TimeSpan.FromSeconds(seconds);
        Add(
            name,
            ProblemCodes.InvalidValue,
            $"The value must be a number of seconds from 0 to {most.ToString(CultureInfo.InvariantCulture)}."
        );
        return null;
    }

    /// <summary>A timestamp; null where it is absent or wrong.</summary>
    public DateTimeOffset? Moment(string name)
    {
        if (Text(name) is not { } text)
            return null;
        // A plus sign that was not percent-encoded arrives as a blank.
        if (Timestamps.TryParse(text.Replace(' ', '+'), out var moment))
            return moment;
        Add(
            name,
            ProblemCodes.InvalidTimestamp,
            "The value must be an RFC 3339 timestamp with an offset, for example 2026-11-23T19:10:01Z."
        );
        return null;
    }

    // The parser of .NET takes words, too: Infinity and NaN, with a sign or without.
    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        return point < 0 ? Digits.AreAll(text) : Digits.AreAll(text[..point]) && Digits.AreAll(text[(point + 1)..]);
    }

    /// <summary>Adds a mistake in a parameter.</summary>
    public void Add(string name, string code, string message) =>
        problems.Add(new Problem(code, message, new SourcePosition("?" + name, 0, 0)));
}
