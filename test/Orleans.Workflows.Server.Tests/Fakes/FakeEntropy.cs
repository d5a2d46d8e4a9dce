using Workflows.Language.Expressions;

namespace Workflows.Server.Tests.Fakes;

/// <summary>Randomness that is always the same.</summary>
internal sealed class FakeEntropy : Entropy
{
    public override double NextDouble() => 0.5;

    public override Guid NextGuid() => Guid.Empty;
}
