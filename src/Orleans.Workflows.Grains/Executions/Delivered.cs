using Workflows.Core.Commands;
using Workflows.Grains.Tasks;

namespace Workflows.Grains.Executions;

/// <summary>Work whose outcome is known as soon as it is begun.</summary>
internal sealed class Delivered : IUnderWay
{
    private static readonly Delivered Instance = new();

    private Delivered() { }

    /// <summary>Delivers the outcome.</summary>
    public static Delivered At(ITaskOutcomeSink sink, Command outcome)
    {
        sink.TryDeliver(outcome);
        return Instance;
    }

    /// <inheritdoc/>
    public void Abandon() { }
}
