using System.Text;
using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary><c>States.Format</c>: a text in which each <c>{}</c> stands for the next argument.</summary>
internal static class IntrinsicFormat
{
    /// <summary>The function's name.</summary>
    public const string Name = "States.Format";

    /// <summary>The pieces of a format between its <c>{}</c>; a backslash makes the next character literal.</summary>
    public static List<string> Pieces(string format)
    {
        List<string> pieces = [];
        var piece = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] == '\\' && i + 1 < format.Length)
            {
                piece.Append(format[++i]);
            }
            else if (format[i] == '{' && i + 1 < format.Length && format[i + 1] == '}')
            {
                pieces.Add(piece.ToString());
                piece.Clear();
                i++;
            }
            else
            {
                piece.Append(format[i]);
            }
        }
        pieces.Add(piece.ToString());
        return pieces;
    }

    /// <summary>Formats the arguments behind the first.</summary>
    public static JsonElement Evaluate(IReadOnlyList<Expression> arguments, EvaluationContext context)
    {
        var format = arguments[0] is TextExpression literal
            ? literal.Raw
            : new IntrinsicCall(Name, [arguments[0].Evaluate(context)], context.Surroundings.Entropy, context.Surroundings.Budget).Text(0);
        var pieces = Pieces(format);
        if (pieces.Count != arguments.Count)
            throw new EvaluationException(
                ErrorNames.IntrinsicFailure,
                $"{Name}: {pieces.Count - 1} placeholders, but {arguments.Count - 1} values."
            );
        var text = new StringBuilder(pieces[0]);
        for (var i = 1; i < pieces.Count; i++)
        {
            var value = arguments[i].Evaluate(context);
            context.Surroundings.Budget.SpendOn(value, ErrorNames.Runtime);
            Append(text, value);
            text.Append(pieces[i]);
            if (text.Length > TemplateLimits.LargestValue)
                throw TemplateLimits.Exceeded();
        }
        return JsonText.String(text.ToString()).Root;
    }

    // AWS formats objects and arrays as Java prints its maps and lists: {a=1, b=[x, y]}.
    private static void Append(StringBuilder text, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                text.Append(value.GetString());
                break;
            case JsonValueKind.Object:
                text.Append('{');
                foreach (var (index, member) in value.EnumerateObject().Index())
                {
                    text.Append(index == 0 ? "" : ", ").Append(member.Name).Append('=');
                    Append(text, member.Value);
                }
                text.Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[');
                foreach (var (index, element) in value.EnumerateArray().Index())
                {
                    text.Append(index == 0 ? "" : ", ");
                    Append(text, element);
                }
                text.Append(']');
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }
}
