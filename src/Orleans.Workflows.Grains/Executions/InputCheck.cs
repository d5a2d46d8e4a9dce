using Workflows.Core;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Schemas;

namespace Workflows.Grains.Executions;

/// <summary>Checks what an execution is started with against the <c>inputSchema</c> of its workflow.</summary>
internal sealed class InputCheck(Evaluations evaluations)
{
    /// <summary>Everything in which an input differs from what the workflow takes; empty when it may start.</summary>
    public ValueTask<IReadOnlyList<Problem>> FindProblemsAsync(WorkflowProgram? program, JsonData input, CancellationToken stop) =>
        program?.Definition.InputSchema is { } schema
            ? evaluations.RunAsync<IReadOnlyList<Problem>>(budget => [.. schema.Validate(input, budget).Select(ToProblem)], stop)
            : ValueTask.FromResult<IReadOnlyList<Problem>>([]);

    // Paths are those of the request, in which the input is a member.
    private static Problem ToProblem(SchemaViolation violation) =>
        new(ProblemCodes.InvalidValue, violation.Message, new SourcePosition($"$.input{violation.Path[1..]}", 0, 1));
}
