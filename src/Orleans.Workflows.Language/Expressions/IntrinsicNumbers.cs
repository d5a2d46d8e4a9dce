using System.Globalization;
using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>The intrinsic functions that compute and draw.</summary>
internal static class IntrinsicNumbers
{
    public static JsonElement Add(IntrinsicCall call)
    {
        var sum = (Int128)call.Integer(0) + call.Integer(1);
        return sum >= long.MinValue && sum <= long.MaxValue ? Number((long)sum) : throw call.Fail("the sum is too large");
    }

    /// <summary>From the first number (inclusive) to the second (exclusive); a third one, the seed, makes it always the same.</summary>
    public static JsonElement Random(IntrinsicCall call)
    {
        var (start, end) = (call.Integer(0), call.Integer(1));
        if (start >= end)
            throw call.Fail("the first number must be less than the second");
        var share = call.Arguments.Count == 3 ? Seeded((ulong)call.Integer(2)) : call.Entropy.NextDouble();
        return Number((long)(start + Math.Floor(share * ((double)end - start))));
    }

    public static JsonElement Uuid(IntrinsicCall call) => JsonText.String(call.Entropy.NextGuid().ToString("D", CultureInfo.InvariantCulture)).Root;

    // SplitMix64: a seed must give the same number on every version of .NET, which System.Random does not promise.
    private static double Seeded(ulong seed)
    {
        var z = seed + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    private static JsonElement Number(long value) => JsonElement.Parse(value.ToString(CultureInfo.InvariantCulture));
}
