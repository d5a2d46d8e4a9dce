using System.Collections.Frozen;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>Every function that an expression can call by name: those of jsonata.org, and those that AWS adds.</summary>
internal static class Library
{
    private static readonly FrozenDictionary<string, Value> Functions = (
        (NativeFunction[])
            [
                .. TextFunctions.All,
                .. MatchFunctions.All,
                .. EncodingFunctions.All,
                .. NumberFunctions.All,
                .. ArrayFunctions.All,
                .. HigherOrderFunctions.All,
                .. ObjectFunctions.All,
                .. DateFunctions.All,
                .. AwsFunctions.All,
            ]
    ).ToFrozenDictionary(function => function.Name, Value (function) => new NativeValue(function), StringComparer.Ordinal);

    /// <summary>The names of all functions.</summary>
    public static IEnumerable<string> Names => Functions.Keys;

    /// <summary>The function of a name; undefined when there is none.</summary>
    public static Value? Find(string name) => Functions.GetValueOrDefault(name);
}
