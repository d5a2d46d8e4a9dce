using Workflows.Core.Work;

namespace Workflows.Conformance.World;

/// <summary>Everything outside of an execution.</summary>
internal interface IWorld
{
    /// <summary>What a task's resource answers; null when it never does.</summary>
    Answer? Answer(RunTask task);
}
