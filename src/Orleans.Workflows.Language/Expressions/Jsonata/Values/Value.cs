using System.Runtime.InteropServices;
using System.Text.Json;

namespace Workflows.Language.Expressions.Jsonata.Values;

/// <summary>
/// A value while an expression is evaluated. The family is closed; C#'s null stands for JSONata's <c>undefined</c>, JSON's null is <see
/// cref="NullValue"/>.
/// </summary>
internal abstract class Value
{
    /// <summary>What <c>$type</c> says.</summary>
    public abstract string TypeName { get; }

    /// <summary>The letter of the type in signatures of functions.</summary>
    public abstract char Symbol { get; }

    /// <summary>The value of parsed JSON; containers are looked into only when an expression does.</summary>
    public static Value From(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => new ObjectValue(element),
            JsonValueKind.Array => new ArrayValue(element),
            JsonValueKind.String => new TextValue(element.GetString()!),
            JsonValueKind.Number => NumberValue.OfData(element),
            JsonValueKind.True => BooleanValue.True,
            JsonValueKind.False => BooleanValue.False,
            _ => NullValue.Instance,
        };

    /// <summary>The letter of a value in signatures; <c>m</c> for undefined.</summary>
    public static char SymbolOf(Value? value) => value?.Symbol ?? 'm';
}

/// <summary>JSON's null.</summary>
internal sealed class NullValue : Value
{
    public static readonly NullValue Instance = new();

    private NullValue() { }

    public override string TypeName => "null";

    public override char Symbol => 'l';
}

/// <summary>True or false.</summary>
internal sealed class BooleanValue : Value
{
    public static readonly BooleanValue True = new(true);
    public static readonly BooleanValue False = new(false);

    private BooleanValue(bool isTrue) => IsTrue = isTrue;

    public bool IsTrue { get; }

    public override string TypeName => "boolean";

    public override char Symbol => 'b';

    public static BooleanValue Of(bool isTrue) => isTrue ? True : False;
}

/// <summary>A number: a double, as in JavaScript. What came from the data keeps its text for as long as nothing is computed with it.</summary>
internal sealed class NumberValue(double number) : Value
{
    private static readonly NumberValue[] Small = [.. Enumerable.Range(0, 256).Select(number => new NumberValue(number))];

    public double Number => number;

    /// <summary>The number in the data that this one is, so that neither digits nor trailing zeros are lost; null when the expression computed it.</summary>
    public JsonElement? Source { get; private init; }

    public override string TypeName => "number";

    public override char Symbol => 'n';

    public static NumberValue Of(double number) =>
        number >= 0 && number < Small.Length && number == Math.Floor(number) && !double.IsNegative(number)
            ? Small[(int)number]
            : new NumberValue(number);

    public static NumberValue OfData(JsonElement element)
    {
        var text = JsonMarshal.GetRawUtf8Value(element);
        // Without a sign, a point or an exponent a small number has one form only.
        return text.Length <= 2 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            ? Small[(int)element.GetDouble()]
            : new NumberValue(element.GetDouble()) { Source = element };
    }
}

/// <summary>A text: UTF-16, as in JavaScript.</summary>
internal sealed class TextValue(string text) : Value
{
    public static readonly TextValue Empty = new("");

    public string Text => text;

    public override string TypeName => "string";

    public override char Symbol => 's';
}
