using Workflows.Language.Documents;

namespace Workflows.Language.Reading;

/// <summary>
/// The members of one object while it is read. Whoever reads asks for keys; what nobody asked for is reported at the end, so that no
/// typo is silently ignored.
/// </summary>
internal sealed class Fields(ObjectNode node, ReadingContext context)
{
    private readonly List<Key> asked = [];
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>The object.</summary>
    public ObjectNode Node { get; } = node;

    /// <summary>What is being read.</summary>
    public ReadingContext Context { get; } = context;

    /// <summary>The member of a key; null when it is not there, or the spelling does not have it.</summary>
    public DocumentMember? Take(Key key)
    {
        asked.Add(key);
        if (key.In(Context.Spelling) is not { } name || Node.Find(name) is not { } member)
            return null;
        taken.Add(name);
        if (!Context.IsJsonata || !Keys.IsOnlyJsonPath(key, Context.Spelling))
            return member;
        Context.Problems.Add(ProblemCodes.UnknownKey, $"'{name}' belongs to JSONPath, and this state is in JSONata.", member.Position);
        return null;
    }

    /// <summary>The member of a key that must be there.</summary>
    public DocumentMember? Require(Key key, string owner)
    {
        var member = Take(key);
        if (member is null && Node.Find(key.NotIn(Context.Spelling) ?? "") is null)
            Context.Report(ProblemCodes.MissingKey, $"{owner} needs '{Context.Spelled(key)}'{KeyHelp.Example(key, Context)}.", Node);
        return member;
    }

    /// <summary>Reports two keys of which only one may be given.</summary>
    public void Exclude(DocumentMember? first, DocumentMember? second)
    {
        if (first is not null && second is not null)
            Context.Problems.Add(
                ProblemCodes.ConflictingKeys,
                $"'{first.Name}' and '{second.Name}' exclude each other; remove one.",
                second.Position
            );
    }

    /// <summary>Reports every member that was not asked for.</summary>
    /// <param name="owner">What the object is, for the sentence: "A Task state".</param>
    public void Close(string owner)
    {
        foreach (var member in Node.Members)
        {
            if (!taken.Contains(member.Name))
                ReportUnknown(member, owner);
        }
    }

    private void ReportUnknown(DocumentMember member, string owner)
    {
        if (Context.Problems.IsFull)
        {
            Context.Problems.Add(ProblemCodes.UnknownKey, "", default);
            return;
        }
        var twin = asked.FirstOrDefault(key => key.NotIn(Context.Spelling) == member.Name);
        if (twin.In(Context.Spelling) is { } spelled && spelled != member.Name)
        {
            Context.Problems.Add(
                ProblemCodes.MixedSpelling,
                $"'{member.Name}' is the {(Context.IsNative ? "ASL" : "native")} spelling in a document of the other; write '{spelled}'.",
                member.Position
            );
            return;
        }
        var known = asked.Select(key => key.In(Context.Spelling)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        Context.Problems.Add(
            ProblemCodes.UnknownKey,
            $"{owner} has no key '{Shorten(member.Name)}'.{KeyHelp.Hint(member.Name, known)}",
            member.Position
        );
    }

    /// <summary>A text short enough for a sentence.</summary>
    public static string Shorten(string text) => Suggestions.Shorten(text);
}
