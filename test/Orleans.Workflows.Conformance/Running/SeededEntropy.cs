using Workflows.Language.Expressions;

namespace Workflows.Conformance.Running;

/// <summary>Randomness that a seed determines.</summary>
internal sealed class SeededEntropy(int seed) : Entropy
{
    private readonly Random random = new(seed);

    public override double NextDouble() => random.NextDouble();

    public override Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
