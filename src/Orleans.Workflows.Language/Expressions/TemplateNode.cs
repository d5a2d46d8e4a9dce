using System.Runtime.InteropServices;
using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Model;

namespace Workflows.Language.Expressions;

/// <summary>One value inside a payload template.</summary>
internal abstract class TemplateNode
{
    /// <summary>Writes the value.</summary>
    public abstract void Write(Utf8JsonWriter writer, EvaluationContext context);

    /// <summary>Writes a value as it stands somewhere else, within the limit of what may be built.</summary>
    protected static void WriteRaw(Utf8JsonWriter writer, ReadOnlySpan<byte> utf8, EvaluationContext context)
    {
        context.Surroundings.Budget.SpendOnBytes(utf8.Length, ErrorNames.Runtime);
        writer.WriteRawValue(utf8, skipInputValidation: true);
        if (writer.BytesCommitted + writer.BytesPending > TemplateLimits.LargestValue)
            throw TemplateLimits.Exceeded();
    }
}

/// <summary>A part without any expression.</summary>
internal sealed class LiteralTemplateNode(JsonData value) : TemplateNode
{
    /// <summary>The value.</summary>
    public JsonData Value => value;

    public override void Write(Utf8JsonWriter writer, EvaluationContext context) => WriteRaw(writer, value.Utf8.Span, context);
}

/// <summary>The value of a key that ends in <c>.$</c>.</summary>
internal sealed class ExpressionTemplateNode(Expression expression) : TemplateNode
{
    /// <summary>The expression.</summary>
    public Expression Expression => expression;

    public override void Write(Utf8JsonWriter writer, EvaluationContext context) =>
        WriteRaw(writer, JsonMarshal.GetRawUtf8Value(expression.Evaluate(context)), context);
}

/// <summary>A text <c>{% … %}</c>.</summary>
internal sealed class JsonataTemplateNode(JsonataQuery query) : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, EvaluationContext context) =>
        WriteRaw(writer, query.Evaluate(context).Utf8.Span, context);
}

/// <summary>An object with an expression somewhere inside.</summary>
internal sealed class ObjectTemplateNode(IReadOnlyList<(string Name, TemplateNode Value)> members) : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, EvaluationContext context)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            value.Write(writer, context);
        }
        writer.WriteEndObject();
    }
}

/// <summary>An array with an expression somewhere inside.</summary>
internal sealed class ArrayTemplateNode(IReadOnlyList<TemplateNode> items) : TemplateNode
{
    public override void Write(Utf8JsonWriter writer, EvaluationContext context)
    {
        writer.WriteStartArray();
        foreach (var item in items)
            item.Write(writer, context);
        writer.WriteEndArray();
    }
}

/// <summary>A template made of nodes.</summary>
internal sealed class CompiledTemplate(TemplateNode root, QueryLanguage language, string? location = null) : Template
{
    public override string? Location { get; } = language == QueryLanguage.Jsonata ? location : null;

    internal override string UnfitError => language == QueryLanguage.Jsonata ? ErrorNames.QueryEvaluationError : ErrorNames.Runtime;

    internal override bool FindsNothing(EvaluationContext context) =>
        root is ExpressionTemplateNode { Expression: PathExpression path } && path.FindsNothing(context);

    public override JsonData Evaluate(EvaluationContext context)
    {
        if (root is LiteralTemplateNode literal)
            return literal.Value;
        var value = JsonText.Write((root, context), static (writer, state) => state.root.Write(writer, state.context));
        return JsonNesting.IsWithinLimit(value.Utf8.Span)
            ? value
            : throw new EvaluationException(
                UnfitError,
                $"The template builds a value that is nested deeper than {JsonData.MaxDepth} levels."
            );
    }
}
