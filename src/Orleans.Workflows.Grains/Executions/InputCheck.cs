using Workflows.Core;
using Workflows.Language.Data;
using Workflows.Language.Documents;

namespace Workflows.Grains.Executions;

/// <summary>Checks what an execution is started with against the <c>inputSchema</c> of its workflow.</summary>
internal static class InputCheck
{
    /// <summary>Everything in which an input differs from what the workflow takes; empty when it may start.</summary>
    public static IReadOnlyList<Problem> Problems(WorkflowProgram program, JsonData input) =>
        program.Definition.InputSchema is { } schema
            ?
            [
                .. schema
                    .Validate(input)
                    .Select(violation => new Problem(
                        ProblemCodes.InvalidValue,
                        violation.Message,
                        // Paths are those of the request, in which the input is a member.
                        new SourcePosition($"$.input{violation.Path[1..]}", 0, 1)
                    )),
            ]
            : [];
}
