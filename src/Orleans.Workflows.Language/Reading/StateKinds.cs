using System.Collections.Frozen;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>The types of states by name.</summary>
internal static class StateKinds
{
    private static readonly FrozenDictionary<string, StateKind> Asl = new Dictionary<string, StateKind>(StringComparer.Ordinal)
    {
        ["Task"] = StateKind.Task,
        ["Pass"] = StateKind.Pass,
        ["Choice"] = StateKind.Choice,
        ["Wait"] = StateKind.Wait,
        ["Parallel"] = StateKind.Parallel,
        ["Map"] = StateKind.Map,
        ["Succeed"] = StateKind.Success,
        ["Fail"] = StateKind.Fail,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, StateKind> Native = Asl.Append(new("Success", StateKind.Success))
        .Append(new("Event", StateKind.Event))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The types that a spelling has.</summary>
    public static FrozenDictionary<string, StateKind> In(Spelling spelling) => spelling == Spelling.Native ? Native : Asl;
}
