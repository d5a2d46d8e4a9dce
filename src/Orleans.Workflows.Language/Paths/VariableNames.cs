using System.Globalization;

namespace Workflows.Language.Paths;

/// <summary>The names of variables: Unicode identifiers. ASL: "Variables".</summary>
internal static class VariableNames
{
    /// <summary>The longest name, in characters. ASL: 80.</summary>
    public const int Longest = 80;

    /// <summary>The name that JSONata's view of the state has.</summary>
    public const string Reserved = "states";

    /// <summary>Whether a character can be the first of a name.</summary>
    public static bool Begins(char c) => c == '_' || char.IsLetter(c) || char.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber;

    /// <summary>Whether a character can follow in a name.</summary>
    public static bool Continues(char c) =>
        Begins(c)
        || char.GetUnicodeCategory(c)
            is UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.ConnectorPunctuation;

    /// <summary>Whether a text can be a name.</summary>
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= Longest && Begins(name[0]) && name.All(Continues) && name != Reserved;
}
