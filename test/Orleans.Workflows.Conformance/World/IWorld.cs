using Workflows.Language.Data;

namespace Workflows.Conformance.World;

/// <summary>Everything outside of an execution.</summary>
internal interface IWorld
{
    /// <summary>What a task's resource answers; null when it never does.</summary>
    /// <param name="resource">Who is asked.</param>
    /// <param name="service">The resource as the document has it.</param>
    /// <param name="input">What is asked.</param>
    /// <param name="attempt">Which attempt of the step asks, counted from 1.</param>
    Answer? Answer(string resource, string service, JsonData input, int attempt);
}
