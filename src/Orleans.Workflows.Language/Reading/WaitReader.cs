using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads what only a Wait state has.</summary>
internal static class WaitReader
{
    private static readonly Key[] Ways = [Keys.Seconds, Keys.Duration, Keys.Until, Keys.SecondsPath, Keys.UntilPath];

    /// <summary>The state; null unless exactly one key says how long.</summary>
    public static WaitState? Read(Fields fields, ReadState state, string owner)
    {
        var given = Ways.Select(key => (Key: key, Member: fields.Take(key))).Where(way => way.Member is not null).ToList();
        if (given.Count != 1)
        {
            var names = Ways.Select(key => key.In(fields.Context.Spelling)).OfType<string>();
            fields.Context.Report(ProblemCodes.ConflictingKeys, $"{owner} needs exactly one of: {string.Join(", ", names)}.", fields.Node);
            return null;
        }
        var (key, member) = given[0];
        var (duration, until) = ReadWay(fields, key, member!);
        return duration is null && until is null
            ? null
            : new WaitState
            {
                Name = state.Name,
                Position = state.Member.Position,
                Duration = duration,
                Until = until,
            };
    }

    private static (DurationSource? Duration, TimestampSource? Until) ReadWay(Fields fields, Key key, DocumentMember member)
    {
        if (key == Keys.SecondsPath)
            return (fields.Path(member) is { } path ? new DurationSource(null, path) { IsWhole = !fields.Context.IsNative } : null, null);
        if (key == Keys.UntilPath)
            return (null, fields.Path(member) is { } path ? new TimestampSource(null, path) : null);
        if (key != Keys.Until)
            return (fields.Seconds(member, mayBeZero: true), null);
        return (null, fields.Timestamp(member));
    }
}
