using Workflows.Core.Commands;

namespace Workflows.Grains.Tasks;

/// <summary>Where the outcome of an attempt goes: the mailbox of the activation that started it.</summary>
internal interface ITaskOutcomeSink
{
    /// <summary>Hands over an outcome.</summary>
    /// <returns>False when the activation is gone.</returns>
    bool TryDeliver(Command outcome);
}
