using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads what only an Event state has.</summary>
internal static class EventReader
{
    /// <summary>The state; null when it names no event.</summary>
    public static EventState? Read(Fields fields, ReadState state, string owner)
    {
        var name = fields.NonEmptyText(fields.Require(Keys.Event, owner));
        var correlation = fields.Template(fields.Take(Keys.Correlation));
        var timeout = fields.DurationSource(Keys.Timeout, Keys.TimeoutPath);
        return name is null
            ? null
            : new EventState
            {
                Name = state.Name,
                Position = state.Member.Position,
                Event = name,
                Correlation = correlation,
                Timeout = timeout,
            };
    }
}
