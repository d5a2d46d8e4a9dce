using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>One intrinsic function. ASL: "Intrinsic Functions".</summary>
/// <param name="Name">For example <c>States.Format</c>.</param>
/// <param name="Least">The least number of arguments.</param>
/// <param name="Most">The greatest number of arguments.</param>
/// <param name="Evaluate">Computes the value.</param>
internal sealed record IntrinsicFunction(string Name, int Least, int Most, Func<IntrinsicCall, JsonElement> Evaluate)
{
    private const int Any = int.MaxValue;

    /// <summary>True when it can give a text: only these may stand where a text is needed. AWS: "Fail state", <c>CausePath</c>.</summary>
    public bool GivesText { get; init; }

    private static readonly IntrinsicFunction[] List =
    [
        new(IntrinsicFormat.Name, 1, Any, _ => throw new InvalidOperationException("States.Format evaluates its arguments itself."))
        {
            GivesText = true,
        },
        new("States.StringToJson", 1, 1, IntrinsicTexts.StringToJson),
        new("States.JsonToString", 1, 1, IntrinsicTexts.JsonToString) { GivesText = true },
        new("States.Array", 0, Any, IntrinsicArrays.Array),
        new("States.ArrayPartition", 2, 2, IntrinsicArrays.Partition),
        new("States.ArrayContains", 2, 2, IntrinsicArrays.Contains),
        new("States.ArrayRange", 3, 3, IntrinsicArrays.Range),
        new("States.ArrayGetItem", 2, 2, IntrinsicArrays.GetItem) { GivesText = true },
        new("States.ArrayLength", 1, 1, IntrinsicArrays.Length),
        new("States.ArrayUnique", 1, 1, IntrinsicArrays.Unique),
        new("States.Base64Encode", 1, 1, IntrinsicTexts.Base64Encode) { GivesText = true },
        new("States.Base64Decode", 1, 1, IntrinsicTexts.Base64Decode) { GivesText = true },
        new("States.Hash", 2, 2, IntrinsicTexts.Hash) { GivesText = true },
        new("States.JsonMerge", 3, 3, IntrinsicTexts.JsonMerge),
        new("States.MathRandom", 2, 3, IntrinsicNumbers.Random),
        new("States.MathAdd", 2, 2, IntrinsicNumbers.Add),
        new("States.StringSplit", 2, 2, IntrinsicTexts.Split),
        new("States.UUID", 0, 0, IntrinsicNumbers.Uuid) { GivesText = true },
    ];

    /// <summary>Every function by its name.</summary>
    public static readonly IReadOnlyDictionary<string, IntrinsicFunction> All = List.ToDictionary(
        function => function.Name,
        StringComparer.Ordinal
    );
}
