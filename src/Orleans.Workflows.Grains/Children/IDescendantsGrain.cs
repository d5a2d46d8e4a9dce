namespace Workflows.Grains.Children;

/// <summary>Counts the executions below one that was started from outside; the key is the id of that one.</summary>
[Alias("workflows.descendants")]
internal interface IDescendantsGrain : IGrainWithStringKey
{
    /// <summary>Asks for a place for one more execution.</summary>
    /// <returns>False: there are as many as there may be.</returns>
    [Alias("reserve")]
    Task<bool> TryReserveAsync();
}
