using System.Text.Json;
using Workflows.Language.Expressions;

namespace Workflows.Language.Schemas;

/// <summary>One validation: counts what it costs, so that no schema can hang a silo.</summary>
/// <param name="budget">What it may cost.</param>
/// <param name="tracksEvaluated">Whether it must be remembered what was looked at, for <c>unevaluated…</c>.</param>
internal sealed class SchemaRun(EvaluationBudget budget, bool tracksEvaluated)
{
    private const int Deepest = 400;

    /// <summary>Whether it must be remembered what was looked at.</summary>
    public bool TracksEvaluated => tracksEvaluated;

    /// <summary>Counts one step at a depth.</summary>
    /// <exception cref="SchemaBudgetException">It was one too many.</exception>
    public void Step(int depth)
    {
        if (depth > Deepest)
            throw new SchemaBudgetException("$ref", $"The schema refers to itself more than {Deepest} levels deep.");
        Spend(1);
    }

    /// <summary>Counts what it costs to compare or search so many bytes.</summary>
    /// <exception cref="SchemaBudgetException">It was too much.</exception>
    public void SpendOnBytes(long bytes) => Spend(1 + (bytes / EvaluationBudget.BytesPerStep));

    private void Spend(long steps)
    {
        if (!budget.TrySpend(steps))
            throw new SchemaBudgetException("$ref", $"The checks of the value against the schema {budget.Excess}.");
    }
}

/// <summary>A validation takes more than it may.</summary>
internal sealed class SchemaBudgetException(string keyword, string message) : Exception(message)
{
    /// <summary>The keyword that took it.</summary>
    public string Keyword => keyword;
}

/// <summary>What one schema sees while it looks at one part of a value.</summary>
/// <param name="Run">The validation.</param>
/// <param name="Instance">The part of the value.</param>
/// <param name="Path">Where it stands.</param>
/// <param name="Scope">The schema resources that were entered on the way here.</param>
/// <param name="Sink">Where violations go; null when only yes or no is wanted.</param>
/// <param name="Evaluated">Where it is noted what was looked at; null when nobody asks.</param>
/// <param name="Depth">How many schemas are open.</param>
internal readonly record struct SchemaFrame(
    SchemaRun Run,
    JsonElement Instance,
    InstancePath Path,
    DynamicScope Scope,
    List<SchemaViolation>? Sink,
    EvaluatedParts? Evaluated,
    int Depth
)
{
    /// <summary>The frame of a member.</summary>
    public SchemaFrame At(JsonElement value, string name) =>
        this with
        {
            Instance = value,
            Path = new InstancePath(Path, name, 0),
            Evaluated = null,
        };

    /// <summary>The frame of an item.</summary>
    public SchemaFrame At(JsonElement value, int index) =>
        this with
        {
            Instance = value,
            Path = new InstancePath(Path, null, index),
            Evaluated = null,
        };

    /// <summary>The frame in which only yes or no is wanted.</summary>
    public SchemaFrame Silent => this with { Sink = null };

    /// <summary>Reports a violation; always false.</summary>
    public bool Fail(string keyword, string message)
    {
        if (Sink is { Count: < JsonSchema.MostViolations })
            Sink.Add(new SchemaViolation(Path.ToString(), keyword, message));
        return false;
    }
}

/// <summary>The schema resources that were entered, for <c>$dynamicRef</c>.</summary>
internal sealed record DynamicScope(SchemaResource Resource, DynamicScope? Outer)
{
    /// <summary>The scope inside a resource.</summary>
    public DynamicScope Enter(SchemaResource resource) => ReferenceEquals(resource, Resource) ? this : new DynamicScope(resource, this);

    /// <summary>The outermost schema that has a dynamic anchor; null when none has.</summary>
    public Subschema? Outermost(string anchor)
    {
        Subschema? found = null;
        for (var scope = this; scope is not null; scope = scope.Outer)
            found = scope.Resource.DynamicAnchors.GetValueOrDefault(anchor) ?? found;
        return found;
    }
}
