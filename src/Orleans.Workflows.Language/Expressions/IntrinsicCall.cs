using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>The arguments of one call of an intrinsic function, with the checks that the functions share.</summary>
internal readonly record struct IntrinsicCall(
    string Function,
    IReadOnlyList<JsonElement> Arguments,
    Entropy Entropy,
    EvaluationBudget Budget
)
{
    /// <summary>The longest text that the hash and Base64 functions take, in characters. ASL: "Intrinsic Functions".</summary>
    public const int LongestText = 10_000;

    /// <summary>Equality of values, paid for out of the budget.</summary>
    public JsonValueComparer Equality => new(SpendOnBytes);

    /// <summary>An argument that must be a text.</summary>
    public string Text(int index) =>
        Arguments[index].ValueKind == JsonValueKind.String
            ? Arguments[index].GetString()!
            : throw Fail($"argument {index + 1} must be a text");

    /// <summary>An argument that must be a text of at most <see cref="LongestText"/> characters.</summary>
    public string ShortText(int index) =>
        Text(index) is { Length: <= LongestText } text ? text : throw Fail($"argument {index + 1} has more than {LongestText} characters");

    /// <summary>An argument that must be an array.</summary>
    public JsonElement Array(int index) =>
        Arguments[index].ValueKind == JsonValueKind.Array ? Arguments[index] : throw Fail($"argument {index + 1} must be an array");

    /// <summary>An argument that must be an object.</summary>
    public JsonElement Object(int index) =>
        Arguments[index].ValueKind == JsonValueKind.Object ? Arguments[index] : throw Fail($"argument {index + 1} must be an object");

    /// <summary>An argument that must be a number; it is rounded to a whole one. ASL: "rounded off to the nearest integer".</summary>
    public long Integer(int index)
    {
        if (Arguments[index].ValueKind != JsonValueKind.Number)
            throw Fail($"argument {index + 1} must be a number");
        if (Arguments[index].TryGetInt64(out var integer))
            return integer;
        // As Java's Math.round, which AWS uses: halves go up, −1.5 to −1.
        var rounded = Math.Floor(Arguments[index].GetDouble() + 0.5);
        return Math.Abs(rounded) <= 9e18 ? (long)rounded : throw Fail($"argument {index + 1} is too large");
    }

    /// <summary>Takes from the budget what it costs to copy, compare or search so many bytes.</summary>
    public void SpendOnBytes(long bytes) => Budget.SpendOnBytes(bytes, ErrorNames.Runtime);

    /// <summary>A failure of this call.</summary>
    public EvaluationException Fail(string why) => new(ErrorNames.IntrinsicFailure, $"{Function}: {why}.");
}
