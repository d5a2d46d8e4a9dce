using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Workflows.Language.Expressions.Jsonata.Values;

/// <summary>Writes values as the texts that <c>$string</c> gives: what <c>JSON.stringify</c> prints, numbers with 15 digits.</summary>
internal sealed class ValueText(Evaluation run, bool isPretty)
{
    private readonly StringBuilder text = new();

    /// <summary>The text of a value.</summary>
    public static string Of(Evaluation run, Value value, bool isPretty = false)
    {
        switch (value)
        {
            case TextValue own:
                return own.Text;
            case FunctionValue:
                return "";
            case NumberValue { Number: var number } when double.IsInfinity(number) || double.IsNaN(number):
                throw new JsonataException("D3001", "$string cannot write Infinity or NaN.");
        }
        var writer = new ValueText(run, isPretty);
        writer.Append(value is ArrayValue { IsWrapper: true } wrapper ? wrapper.Items[0] : value, 0);
        run.Spend(writer.text.Length / 8);
        return writer.text.ToString();
    }

    private void Append(Value? value, int indent)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case TextValue own:
                AppendQuoted(own.Text);
                break;
            case NumberValue number:
                text.Append(number.IsNumber(out var finite) ? NumberText.Of(NumberText.Rounded(finite)) : "null");
                break;
            case BooleanValue boolean:
                text.Append(boolean.IsTrue ? "true" : "false");
                break;
            case ArrayValue array:
                AppendContainer('[', ']', array.Items, indent, item => Append(item, indent + 1));
                break;
            case ObjectValue members:
                AppendContainer('{', '}', members.Members, indent, member => AppendMember(member, indent + 1));
                break;
            case FunctionValue:
                text.Append("\"\"");
                break;
            default:
                text.Append("null");
                break;
        }
        if (text.Length > JsonataLimits.LongestResult)
            throw run.TooLong();
    }

    private void AppendMember(KeyValuePair<string, Value> member, int indent)
    {
        AppendQuoted(member.Key);
        text.Append(isPretty ? ": " : ":");
        Append(member.Value, indent);
    }

    private void AppendContainer<T>(char open, char close, ICollection<T> parts, int indent, Action<T> append)
    {
        text.Append(open);
        var isFirst = true;
        foreach (var part in parts)
        {
            if (!isFirst)
                text.Append(',');
            isFirst = false;
            BreakLine(indent + 1);
            append(part);
        }
        if (parts.Count > 0)
            BreakLine(indent);
        text.Append(close);
    }

    private void BreakLine(int indent)
    {
        if (isPretty)
            text.Append('\n').Append(' ', indent * 2);
    }

    private void AppendQuoted(string own)
    {
        text.Append('"');
        for (var i = 0; i < own.Length; i++)
        {
            var c = own[i];
            if (char.IsHighSurrogate(c) && i + 1 < own.Length && char.IsLowSurrogate(own[i + 1]))
                text.Append(c).Append(own[++i]);
            else
                AppendCharacter(c);
        }
        text.Append('"');
    }

    private void AppendCharacter(char c)
    {
        switch (c)
        {
            case '"' or '\\':
                text.Append('\\').Append(c);
                break;
            case '\n':
                text.Append("\\n");
                break;
            case '\r':
                text.Append("\\r");
                break;
            case '\t':
                text.Append("\\t");
                break;
            case '\b':
                text.Append("\\b");
                break;
            case '\f':
                text.Append("\\f");
                break;
            default:
                if (c < ' ' || char.IsSurrogate(c))
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                else
                    text.Append(c);
                break;
        }
    }
}
