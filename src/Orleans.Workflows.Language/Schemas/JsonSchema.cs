using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;

namespace Workflows.Language.Schemas;

/// <summary>
/// A compiled JSON Schema, draft 2020-12: immutable, and safe to use from many threads. <c>format</c> is an annotation, as the
/// specification has it by default; what is not supported (schemas at other addresses, <c>content…</c>, vocabularies) is a problem when
/// the schema is read.
/// </summary>
public sealed class JsonSchema
{
    /// <summary>How many violations are listed.</summary>
    public const int MostViolations = 100;

    private readonly Subschema root;
    private readonly SchemaResource resource;
    private readonly bool tracksEvaluated;

    internal JsonSchema(JsonData source, Subschema root, SchemaResource resource, bool tracksEvaluated) =>
        (Source, this.root, this.resource, this.tracksEvaluated) = (source, root, resource, tracksEvaluated);

    /// <summary>The schema as it was written, as JSON.</summary>
    public JsonData Source { get; }

    /// <summary>Compiles a schema.</summary>
    /// <param name="node">The schema where it stands in its document.</param>
    public static SchemaReadResult Read(DocumentNode node)
    {
        var problems = new ProblemList();
        var schema = Read(node, problems);
        return new SchemaReadResult(schema, problems.InOrder());
    }

    /// <summary>Compiles a schema; null, and problems, when it is none.</summary>
    internal static JsonSchema? Read(DocumentNode node, ProblemList problems)
    {
        if (node.Kind is NodeKind.Object or NodeKind.Boolean)
            return new SchemaCompiler(node, problems).Compile();
        problems.Add(ProblemCodes.InvalidSchema, "A schema is an object, true or false.", node.Position);
        return null;
    }

    /// <summary>What a value violates; empty when it satisfies the schema.</summary>
    /// <param name="value">The value.</param>
    /// <param name="budget">What the validation may cost; null for a budget of its own.</param>
    /// <exception cref="EvaluationInterruptedException">The supervisor of the budget stops the validation.</exception>
    public IReadOnlyList<SchemaViolation> Validate(JsonData value, EvaluationBudget? budget = null)
    {
        var violations = new List<SchemaViolation>();
        var run = new SchemaRun(budget ?? new EvaluationBudget(), tracksEvaluated);
        try
        {
            root.Check(new SchemaFrame(run, value.Root, InstancePath.Root, new DynamicScope(resource, null), violations, null, 0));
        }
        catch (SchemaBudgetException exhausted)
        {
            violations.Add(new SchemaViolation("$", exhausted.Keyword, exhausted.Message));
        }
        return violations;
    }
}

/// <summary>What reading a schema gave.</summary>
/// <param name="Schema">The schema; null when there are problems.</param>
/// <param name="Problems">Everything that is wrong with it.</param>
public sealed record SchemaReadResult(JsonSchema? Schema, IReadOnlyList<Problem> Problems);
