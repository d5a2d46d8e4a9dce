using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>A function of the language.</summary>
/// <param name="Name">Its name without the dollar sign.</param>
/// <param name="Signature">What it demands of its arguments.</param>
/// <param name="Arity">How many arguments it declares: as an argument itself it is called with no more.</param>
/// <param name="Evaluate">Computes the value.</param>
internal sealed record NativeFunction(string Name, Signature? Signature, int Arity, Func<Call, Value?> Evaluate)
{
    /// <summary>A function that demands something.</summary>
    public NativeFunction(string name, string signature, int arity, Func<Call, Value?> evaluate)
        : this(name, Signature.Parse(signature), arity, evaluate) { }
}

/// <summary>One call of a function of the language, with what the functions share.</summary>
/// <param name="Run">The evaluation.</param>
/// <param name="Arguments">The arguments; they fit the signature.</param>
/// <param name="Input">The context of the call.</param>
internal readonly record struct Call(Evaluation Run, Value?[] Arguments, Value? Input)
{
    /// <summary>An argument; undefined when it is missing.</summary>
    public Value? this[int index] => index < Arguments.Length ? Arguments[index] : null;

    /// <summary>A text; null when it is undefined.</summary>
    public string? Text(int index) => (this[index] as TextValue)?.Text;

    /// <summary>A number to compute with; null when it is undefined.</summary>
    /// <exception cref="JsonataException"><c>D1001</c>: it is infinite, or not a number.</exception>
    public double? Number(int index) =>
        AnyNumber(index) is { } number && !double.IsFinite(number)
            ? throw new JsonataException("D1001", $"Number out of range: {NumberText.Of(number)}.")
            : AnyNumber(index);

    /// <summary>A number, which may be infinite or not a number: what a sum became that no double can hold. Null when it is undefined.</summary>
    public double? AnyNumber(int index) => (this[index] as NumberValue)?.Number;

    /// <summary>The items of an array; null when it is undefined.</summary>
    public List<Value?>? Items(int index) => (this[index] as ArrayValue)?.Items;

    /// <summary>A function; null when it is undefined.</summary>
    public FunctionValue? Function(int index) => this[index] as FunctionValue;

    /// <summary>A whole number to count with: rounded down, and within what can be counted.</summary>
    public int? Count(int index) => Number(index) is { } number ? (int)Math.Clamp(Math.Floor(number), int.MinValue, int.MaxValue) : null;
}
