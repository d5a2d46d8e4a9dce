using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>
/// What a function demands of its arguments: <c>&lt;s-n?:s&gt;</c>. A letter is a type, <c>-</c> takes the context where the argument is
/// missing, <c>?</c> makes it optional, <c>+</c> repeats it, <c>(sn)</c> is a choice, <c>a&lt;n&gt;</c> an array of numbers.
/// </summary>
internal sealed class Signature
{
    private const string AnyType = "asnblfom";

    private readonly List<Parameter> parameters;

    private Signature(List<Parameter> parameters) => this.parameters = parameters;

    /// <summary>Reads a signature.</summary>
    /// <exception cref="JsonataException"><c>S0401</c>, <c>S0402</c>; its offset counts inside the signature.</exception>
    public static Signature Parse(string text)
    {
        List<Parameter> read = [];
        for (var i = 1; i < text.Length && text[i] != ':'; i++)
        {
            switch (text[i])
            {
                case '-' or '?' or '+' when read.Count > 0:
                    read[^1].Mark(text[i]);
                    break;
                case '(':
                    var close = Closing(text, i, '(', ')');
                    var choice = text[(i + 1)..close];
                    if (choice.Contains('<', StringComparison.Ordinal))
                        throw new JsonataException("S0402", "A choice of types cannot hold types with parameters.", i);
                    read.Add(new Parameter('(', choice + "m"));
                    i = close;
                    break;
                case '<':
                    if (read is not [.., { Type: 'a' or 'f' } parameterized])
                        throw new JsonataException("S0401", "Only functions and arrays take a type in angle brackets.", i);
                    var end = Closing(text, i, '<', '>');
                    parameterized.ItemType = text[(i + 1)..end];
                    i = end;
                    break;
                default:
                    if (TypesOf(text[i]) is { } types)
                        read.Add(new Parameter(text[i], types));
                    break;
            }
        }
        return new Signature(read);
    }

    /// <summary>The arguments as the function takes them: the context filled in, single values made arrays.</summary>
    /// <exception cref="JsonataException"><c>T0410</c>, <c>T0411</c>, <c>T0412</c>.</exception>
    public Value?[] Validate(Value?[] arguments, Value? context)
    {
        var counts = Match(arguments);
        List<Value?> valid = new(arguments.Length);
        var next = 0;
        for (var p = 0; p < parameters.Count; p++)
        {
            var parameter = parameters[p];
            if (counts[p] == 0 && parameter.TakesContext)
                valid.Add(FromContext(parameter, context, next));
            else if (counts[p] == 0)
                // An optional parameter that nothing fits still stands in the row: what comes next takes its place.
                valid.Add(arguments.ElementAtOrDefault(next++));
            for (var i = 0; i < counts[p]; i++, next++)
                valid.Add(
                    parameter.Type == 'a'
                        ? AsArray(parameter, arguments.ElementAtOrDefault(next), counts[p], next)
                        : arguments.ElementAtOrDefault(next)
                );
        }
        return [.. valid];
    }

    private static string? TypesOf(char type) =>
        type switch
        {
            's' or 'n' or 'b' or 'l' or 'o' => $"{type}m",
            'a' or 'x' => AnyType,
            'j' => "asnblom",
            'f' => "f",
            _ => null,
        };

    private static int Closing(string text, int start, char open, char close)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            depth += text[i] == open ? 1 : 0;
            depth -= text[i] == close ? 1 : 0;
            if (depth == 0)
                return i;
        }
        return text.Length;
    }

    // How many arguments each parameter takes; the first ones take what they can.
    private int[] Match(Value?[] arguments)
    {
        var fits = new bool[parameters.Count + 1, arguments.Length + 1];
        fits[parameters.Count, arguments.Length] = true;
        for (var p = parameters.Count - 1; p >= 0; p--)
        {
            for (var a = arguments.Length; a >= 0; a--)
            {
                var takes = a < arguments.Length && parameters[p].Takes(arguments[a]);
                fits[p, a] =
                    (takes && (fits[p + 1, a + 1] || (parameters[p].Repeats && fits[p, a + 1])))
                    || (parameters[p].MayBeMissing && fits[p + 1, a]);
            }
        }
        if (!fits[0, 0])
            throw Mismatch(arguments);
        var counts = new int[parameters.Count];
        for (int p = 0, a = 0; p < parameters.Count; p++)
        {
            var most = parameters[p].Repeats ? int.MaxValue : 1;
            while (counts[p] < most && a < arguments.Length && parameters[p].Takes(arguments[a]) && CanTake(fits, p, a))
            {
                counts[p]++;
                a++;
            }
        }
        return counts;
    }

    private bool CanTake(bool[,] fits, int p, int a) => fits[p + 1, a + 1] || (parameters[p].Repeats && fits[p, a + 1]);

    private JsonataException Mismatch(Value?[] arguments)
    {
        var next = 0;
        foreach (var parameter in parameters)
        {
            if (next < arguments.Length && parameter.Takes(arguments[next]))
                next++;
            else if (!parameter.MayBeMissing)
                break;
        }
        return new JsonataException("T0410", $"Argument {next + 1} does not match what the function takes.");
    }

    private static Value? FromContext(Parameter parameter, Value? context, int index) =>
        parameter.Takes(context)
            ? context
            : throw new JsonataException("T0411", $"The context does not fit in place of argument {index + 1}, which is missing.");

    private static ArrayValue? AsArray(Parameter parameter, Value? argument, int count, int index)
    {
        if (argument is null)
            return null;
        if (parameter.ItemType is { Length: > 0 } itemType && !HasItems(argument, itemType, count))
            throw new JsonataException("T0412", $"Argument {index + 1} must be an array of one type, '{itemType}'.");
        return argument as ArrayValue ?? new ArrayValue([argument]);
    }

    private static bool HasItems(Value argument, string itemType, int count) =>
        argument is ArrayValue array
            ? array.Items.TrueForAll(item => Value.SymbolOf(item) == itemType[0])
            : count == 1 && itemType == argument.Symbol.ToString();

    private sealed class Parameter(char type, string types)
    {
        public char Type => type;

        public string? ItemType { get; set; }

        public bool TakesContext { get; private set; }

        public bool MayBeMissing { get; private set; }

        public bool Repeats { get; private set; }

        public bool Takes(Value? value) => types.Contains(Value.SymbolOf(value), StringComparison.Ordinal);

        public void Mark(char mark)
        {
            TakesContext |= mark == '-';
            MayBeMissing |= mark is '-' or '?';
            Repeats |= mark == '+';
        }
    }
}
