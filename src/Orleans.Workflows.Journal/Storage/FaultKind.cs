namespace Workflows.Journal.Storage;

/// <summary>What a failed read or write means for those who wait for it.</summary>
internal enum FaultKind
{
    /// <summary>No kind; rejected.</summary>
    None = 0,

    /// <summary>Writers got into each other's way; the batch is repeated at once.</summary>
    Contention,

    /// <summary>The database is away, full or busy, or the outcome is unknown; the batch is repeated until it is back.</summary>
    Outage,

    /// <summary>What the database keeps is damaged: repeating helps only once somebody has repaired it.</summary>
    Damage,

    /// <summary>The database refuses something in the batch, and will do so again.</summary>
    Refusal,
}
