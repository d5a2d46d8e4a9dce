using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>A key in both spellings; null where a spelling does not have it.</summary>
internal readonly record struct Key(string? Native, string? Asl)
{
    /// <summary>A key whose spellings differ only in the case of the first letter.</summary>
    public static Key Of(string native) => new(native, char.ToUpperInvariant(native[0]) + native[1..]);

    /// <summary>The key as a spelling has it.</summary>
    public string? In(Spelling spelling) =>
        spelling switch
        {
            Spelling.Native => Native,
            Spelling.Asl => Asl,
            Spelling.None => throw new ArgumentOutOfRangeException(nameof(spelling)),
        };

    /// <summary>The key as the other spelling has it.</summary>
    public string? NotIn(Spelling spelling) => In(spelling == Spelling.Native ? Spelling.Asl : Spelling.Native);
}
