using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workflows.Tidy.Source;

public sealed partial class NameTests
{
    [Fact]
    public void No_name_is_a_bag_for_anything()
    {
        var findings = SourceFile
            .All.SelectMany(file =>
                file.Syntax.DescendantNodes()
                    .OfType<BaseTypeDeclarationSyntax>()
                    .Select(type => (Name: type.Identifier.ValueText, Place: file.Place(type)))
            )
            .Concat(SourceFile.All.Select(file => (Name: Path.GetFileNameWithoutExtension(file.Path), Place: file.Path)))
            .Where(entry => Bag().IsMatch(entry.Name))
            .Select(entry => $"{entry.Place}: {entry.Name}")
            .Distinct(StringComparer.Ordinal);
        Ratchet.Check(findings, "Manager, Helper, Util, Common, Shared, Impl and a trailing Base say nothing: name what it does.");
    }

    [Fact]
    public void Folders_are_named_after_concepts_and_not_after_kinds()
    {
        string[] kinds =
        [
            "Interfaces",
            "Models",
            "Classes",
            "Enums",
            "Exceptions",
            "Helpers",
            "Utils",
            "Common",
            "Shared",
            "Services",
            "Extensions",
        ];
        var findings = SourceFile.Production.Where(file => file.Path.Split('/')[..^1].Any(kinds.Contains)).Select(file => file.Path);
        Ratchet.Check(findings, "A folder holds what belongs together, not what is of the same kind of C#.");
    }

    [GeneratedRegex(
        "(?<![a-z])(Managers?|Helpers?|Utils?|Utilities|Common|Shared|Impl)(?![a-z])|Base$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Bag();
}
