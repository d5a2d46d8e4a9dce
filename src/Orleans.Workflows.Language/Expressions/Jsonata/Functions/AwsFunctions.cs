using System.Security.Cryptography;
using System.Text;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>
/// What AWS adds to JSONata, and <c>$eval</c>, which it leaves out. AWS: "Transforming data with JSONata in Step Functions".
/// </summary>
internal static class AwsFunctions
{
    public static readonly NativeFunction[] All =
    [
        new("partition", "<an:a>", 2, Partition),
        new("range", "<nnn:a>", 3, Range),
        new("hash", "<s-s:s>", 2, Hash),
        new("random", "<n?:n>", 1, Random),
        new("uuid", "<:s>", 0, call => new TextValue(call.Run.Entropy.NextGuid().ToString())),
        new("parse", "<s-:x>", 1, Parse),
        new(Eval, "<sx?:x>", 2, Evaluate),
    ];

    /// <summary>The function that definitions may not call: what it runs cannot be read when they are registered.</summary>
    public const string Eval = "eval";

    private static ArrayValue? Partition(Call call)
    {
        if (call.Items(0) is not { } items)
            return null;
        if (call.Count(1) is not (> 0 and var size))
            throw new JsonataException("T0410", "The size of a part must be a whole number above 0.");
        call.Run.SpendOnItems(items.Count);
        return new ArrayValue([.. items.Chunk(size).Select(Value? (part) => new ArrayValue([.. part]))]);
    }

    private static ArrayValue? Range(Call call)
    {
        if (call.Number(0) is not { } first || call.Number(1) is not { } last || call.Number(2) is not { } step)
            return null;
        // AWS: whole numbers, made so by leaving out what stands behind the point.
        (first, last, step) = (Math.Truncate(first), Math.Truncate(last), Math.Truncate(step));
        if (step == 0 || !double.IsFinite(first + last + step))
            throw new JsonataException("T0410", "The step of a range must not be 0.");
        var count = Math.Floor((last - first) / step) + 1;
        if (!(count > 0))
            return ArrayValue.Sequence();
        call.Run.SpendOnItems((long)Math.Min(count, long.MaxValue / 2));
        return ArrayValue.Sequence([.. Enumerable.Range(0, (int)count).Select(Value? (i) => NumberValue.Of(first + (i * step)))]);
    }

    private static TextValue? Hash(Call call)
    {
        if (call.Text(0) is not { } text)
            return null;
        var bytes = Encoding.UTF8.GetBytes(text);
        var hash = call.Text(1) switch
        {
#pragma warning disable CA5350, CA5351 // AWS offers them; nothing here relies on their strength.
            "MD5" => MD5.HashData(bytes),
            "SHA-1" => SHA1.HashData(bytes),
#pragma warning restore CA5350, CA5351
            "SHA-256" => SHA256.HashData(bytes),
            "SHA-384" => SHA384.HashData(bytes),
            "SHA-512" => SHA512.HashData(bytes),
            _ => throw new JsonataException("T0410", "The algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512."),
        };
        return new TextValue(Convert.ToHexStringLower(hash));
    }

    // The same seed gives the same number as on AWS: the first double of java.util.Random, whose formula its documentation fixes.
    private static NumberValue Random(Call call)
    {
        if (call.Number(0) is not { } seed)
            return NumberValue.Of(call.Run.Entropy.NextDouble());
        const long multiplier = 0x5DEECE66D;
        const long mask = (1L << 48) - 1;
        var first = Next(((long)Math.Truncate(seed) ^ multiplier) & mask);
        var second = Next(first);
        return NumberValue.Of((((first >> 22) << 27) + (second >> 21)) * (1.0 / (1L << 53)));

        static long Next(long state) => unchecked((state * multiplier) + 0xB) & mask;
    }

    private static Value? Parse(Call call)
    {
        if (call.Text(0) is not { } text)
            return null;
        call.Run.Spend(text.Length / 8);
        if (!TextRules.IsWellFormed(text) || !JsonPayload.TryParse(Encoding.UTF8.GetBytes(text), out var data, out _))
            throw new JsonataException("D3120", "$parse was given what is no JSON.");
        return Value.From(data.Root);
    }

    private static Value? Evaluate(Call call)
    {
        if (call.Text(0) is not { } text)
            return null;
        Nodes.Node root;
        try
        {
            root = Syntax.Compiler.Compile(text);
        }
        catch (JsonataException failure)
        {
            throw new JsonataException("D3120", $"$eval: {failure.Message}");
        }
        var input = call.Arguments.Length > 1 && call[1] is { } given ? JsonataExpression.Wrapped(given) : call.Input;
        try
        {
            return call.Run.Evaluate(root, input, call.Run.Global);
        }
        catch (JsonataException failure) when (failure.Code is not ("D1011" or "D1012"))
        {
            throw new JsonataException("D3121", $"$eval: {failure.Message}");
        }
    }
}
