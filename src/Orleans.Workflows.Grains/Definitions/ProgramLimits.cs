using Workflows.Core;
using Workflows.Language.Model;

namespace Workflows.Grains.Definitions;

/// <summary>What executions may use on this host, by the spelling of their definition.</summary>
/// <param name="Native">For documents in our own spelling.</param>
/// <param name="Asl">For documents in ASL.</param>
public sealed record ProgramLimits(ExecutionLimits Native, ExecutionLimits Asl)
{
    /// <summary>The defaults of the language.</summary>
    public static readonly ProgramLimits Default = new(ExecutionLimits.Native, ExecutionLimits.Asl);

    /// <summary>The limits for a spelling.</summary>
    public ExecutionLimits For(Spelling spelling) => spelling == Spelling.Asl ? Asl : Native;
}
