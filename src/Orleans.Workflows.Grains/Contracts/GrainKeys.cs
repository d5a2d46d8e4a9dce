namespace Workflows.Grains.Contracts;

/// <summary>Grains by their keys.</summary>
internal static class GrainKeys
{
    /// <summary>The grain of a key. As <c>GetGrain</c>, which works out anew at every call what the interface is called, and shows in every profile.</summary>
    public static TGrain ByKey<TGrain>(this IGrainFactory grains, string key)
        where TGrain : class, IGrainWithStringKey
    {
        if (Known<TGrain>.Names is { } names)
            return (TGrain)grains.GetGrain(GrainId.Create(names.Type, IdSpan.Create(key)), names.Interface);

        var grain = grains.GetGrain<TGrain>(key);
        var reference = (GrainReference)(object)grain;
        Known<TGrain>.Names = new Names(reference.GrainId.Type, reference.InterfaceType);
        return grain;
    }

    private sealed record Names(GrainType Type, GrainInterfaceType Interface);

    private static class Known<TGrain>
    {
        // Always the same: whoever writes it second writes nothing new.
        public static volatile Names? Names;
    }
}
