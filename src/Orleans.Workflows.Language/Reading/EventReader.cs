using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads what only an Event state has.</summary>
internal static class EventReader
{
    private static readonly Key[] Ways = [Keys.Timeout, Keys.TimeoutPath, Keys.Until, Keys.UntilPath];

    /// <summary>The state; null when it names no event.</summary>
    public static EventState? Read(Fields fields, ReadState state, string owner)
    {
        var name = fields.NonEmptyText(fields.Require(Keys.Event, owner));
        var correlation = fields.Template(fields.Take(Keys.Correlation));
        var (timeout, until) = ReadEnd(fields, owner);
        return name is null
            ? null
            : new EventState
            {
                Name = state.Name,
                Position = state.Member.Position,
                Event = name,
                Correlation = correlation,
                Timeout = timeout,
                Until = until,
            };
    }

    private static (DurationSource? Timeout, TimestampSource? Until) ReadEnd(Fields fields, string owner)
    {
        var given = Ways.Select(key => (Key: key, Member: fields.Take(key))).Where(way => way.Member is not null).ToList();
        if (given.Count > 1)
        {
            var names = Ways.Select(key => key.In(fields.Context.Spelling)).OfType<string>();
            fields.Context.Report(ProblemCodes.ConflictingKeys, $"{owner} takes at most one of: {string.Join(", ", names)}.", fields.Node);
        }
        if (given is not [var (key, member)])
            return (null, null);
        if (key == Keys.Timeout)
            return (fields.Seconds(member!, mayBeZero: false), null);
        if (key == Keys.TimeoutPath)
            return (fields.Path(member) is { } seconds ? new DurationSource(null, seconds) : null, null);
        if (key == Keys.Until)
            return (null, fields.Timestamp(member!));
        return (null, fields.Path(member) is { } moment ? new TimestampSource(null, moment) : null);
    }
}
