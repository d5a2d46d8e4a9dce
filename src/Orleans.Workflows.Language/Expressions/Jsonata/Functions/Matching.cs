using System.Text.RegularExpressions;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>One match in a text.</summary>
internal sealed record TextMatch(string Text, int Start, int End, IReadOnlyList<string?> Groups)
{
    /// <summary>The match as a replacing function sees it.</summary>
    public ObjectValue ToValue()
    {
        var value = new ObjectValue();
        value.Members["match"] = new TextValue(Text);
        value.Members["start"] = NumberValue.Of(Start);
        value.Members["end"] = NumberValue.Of(End);
        value.Members["groups"] = GroupValues();
        return value;
    }

    /// <summary>The groups; one that took no part is null.</summary>
    public ArrayValue GroupValues() => new([.. Groups.Select(Value? (group) => group is null ? NullValue.Instance : new TextValue(group))]);
}

/// <summary>Finds matches: of a regular expression, or of a function that keeps to its protocol. jsonata.org: "Regular expressions".</summary>
internal static class Matching
{
    /// <summary>All matches, found while they are asked for.</summary>
    public static IEnumerable<TextMatch> Find(Evaluation run, FunctionValue matcher, string text) =>
        matcher is RegexValue regex ? FindRegex(run, regex, text) : FindByFunction(run, matcher, text);

    /// <summary>The match from a position on; null when there is none.</summary>
    public static TextMatch? FindFrom(Evaluation run, RegexValue regex, string text, int start)
    {
        run.Spend(1 + ((text.Length - start) / 16));
        try
        {
            var match = regex.Regex(run).Match(text, start);
            return match.Success
                ? new TextMatch(
                    match.Value,
                    match.Index,
                    match.Index + match.Length,
                    [.. match.Groups.Cast<Group>().Skip(1).Select(group => group.Success ? group.Value : null)]
                )
                : null;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JsonataException("D1012", "A regular expression takes too long on this text.");
        }
    }

    /// <summary>The next match; none at the end of the text.</summary>
    /// <exception cref="JsonataException"><c>D1004</c>: it is empty, so that there would be no end of matches.</exception>
    public static TextMatch? FindNext(Evaluation run, RegexValue regex, string text, TextMatch last)
    {
        if (last.End >= text.Length)
            return null;
        var next = FindFrom(run, regex, text, last.End);
        return next is { Text: "" } ? throw new JsonataException("D1004", "The regular expression matches an empty string.") : next;
    }

    private static IEnumerable<TextMatch> FindRegex(Evaluation run, RegexValue regex, string text)
    {
        for (var match = FindFrom(run, regex, text, 0); match is not null; match = FindNext(run, regex, text, match))
            yield return match;
    }

    private static IEnumerable<TextMatch> FindByFunction(Evaluation run, FunctionValue matcher, string text)
    {
        var found = run.Apply(matcher, [new TextValue(text)], null);
        while (found is not null)
        {
            yield return FromValue(text, found);
            found = (found as ObjectValue)?.Find("next") is FunctionValue next ? run.Apply(next, [], null) : null;
        }
    }

    private static TextMatch FromValue(string text, Value value)
    {
        if (
            value is not ObjectValue members
            || members.Find("start") is not NumberValue { Number: var start }
            || members.Find("end") is not NumberValue { Number: var end }
            || !(start >= 0 && start <= end && end <= text.Length)
        )
            throw new JsonataException("T1010", "A matching function must give an object with match, start, end, groups and next.");
        var groups = Sequences.Items(members.Find("groups")).Select(group => (group as TextValue)?.Text);
        var own = (members.Find("match") as TextValue)?.Text ?? text[(int)start..(int)end];
        return new TextMatch(own, (int)start, (int)end, [.. groups]);
    }
}

/// <summary>A regular expression: a function from a text to its first match.</summary>
internal sealed class RegexValue(Regex read) : FunctionValue
{
    /// <summary>What it costs to make ready for matching.</summary>
    private const int StepsToCompile = 2_000;

    private Regex? compiled;

    /// <summary>What it is matched with; made, and paid for, at the first match.</summary>
    public Regex Regex(Evaluation run)
    {
        if (Volatile.Read(ref compiled) is { } known)
            return known;
        run.Spend(StepsToCompile);
        var made = Syntax.RegexTranslator.Compile(read);
        Volatile.Write(ref compiled, made);
        return made;
    }

    public override int Arity => 2;

    public override Value? Invoke(Evaluation run, Value?[] arguments, Value? input)
    {
        if (arguments.ElementAtOrDefault(0) is not TextValue { Text: var text })
            return null;
        return Described(text, Matching.FindFrom(run, this, text, 0));
    }

    private ObjectValue? Described(string text, TextMatch? match)
    {
        if (match?.ToValue() is not { } value)
            return null;
        value.Members["next"] = new MadeFunction(0, (run, _) => Described(text, Matching.FindNext(run, this, text, match)));
        return value;
    }
}
