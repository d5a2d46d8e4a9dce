using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Says of a document in ASL spelling what AWS's <c>ValidateStateMachineDefinition</c> says: the codes of its diagnostics.</summary>
public static class AwsDiagnostics
{
    private const string NoJson = "INVALID_JSON_DESCRIPTION";
    private const string WrongSchema = "SCHEMA_VALIDATION_FAILED";
    private const string MissingTarget = "MISSING_TRANSITION_TARGET";
    private const string DuplicateState = "DUPLICATE_STATE_NAME";

    /// <summary>The codes of the errors, each once; empty for a document that AWS accepts.</summary>
    /// <param name="read">What reading the document gave.</param>
    /// <param name="isExpress">True for an express workflow, whose tasks neither wait for a token nor for a job.</param>
    public static IReadOnlyList<string> Of(ReadResult read, bool isExpress)
    {
        List<string> codes =
        [
            .. read.Problems.Where(problem => problem.Severity == Severity.Error).Select(problem => CodeOf(problem.Code)),
        ];
        if (isExpress && read.Definition is { } definition && definition.States.Values.Any(IsTooLongForExpress))
            codes.Add(WrongSchema);
        return [.. codes.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>AWS's code for one of our own.</summary>
    public static string CodeOf(string problemCode) =>
        problemCode switch
        {
            ProblemCodes.InvalidJson or ProblemCodes.InvalidUnicode or ProblemCodes.DuplicateKey => NoJson,
            ProblemCodes.UnknownNext or ProblemCodes.UnreachableState => MissingTarget,
            ProblemCodes.DuplicateName => DuplicateState,
            // An empty text too: AWS then misses the object.
            _ => WrongSchema,
        };

    private static bool IsTooLongForExpress(StateDefinition state) =>
        state is TaskState { Target: { Completion: not TaskCompletion.Response } or { Kind: TaskResourceKind.Worker } };
}
