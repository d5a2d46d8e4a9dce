using Workflows.Language.Data;

namespace Workflows.Core.State;

/// <summary>An event that came and that no state has taken yet.</summary>
/// <param name="Sequence">The place in the history at which it came; events are taken in this order.</param>
/// <param name="Name">Its name.</param>
/// <param name="Correlation">What a waiting state may ask for; null for nothing.</param>
/// <param name="Payload">What it carries.</param>
public sealed record PendingEvent(long Sequence, string Name, JsonData? Correlation, JsonData Payload)
{
    /// <summary>What it weighs, in bytes.</summary>
    public long Bytes => Payload.Size + (Correlation?.Size ?? 0);

    /// <summary>Whether a state that waits for a name, and perhaps a correlation, takes this event.</summary>
    public bool Fits(string name, JsonData? correlation) =>
        string.Equals(Name, name, StringComparison.Ordinal)
        && (correlation is null || (Correlation is not null && correlation.ValueEquals(Correlation)));
}
