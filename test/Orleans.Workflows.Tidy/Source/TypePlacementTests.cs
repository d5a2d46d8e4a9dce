using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workflows.Tidy.Source;

public sealed class TypePlacementTests
{
    [Fact]
    public void A_file_holds_one_public_type_or_a_closed_family()
    {
        var findings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in SourceFile.Production)
        {
            var types = file.TopLevelTypes.Where(IsPublic).ToList();
            var leaders = types.Where(type => !IsData(type) && !DerivesFromOneOf(type, types)).Select(SourceFile.NameOf).ToList();
            if (leaders.Count > 1)
                findings[file.Path] = string.Join(", ", leaders);
        }

        Ratchet.Check(
            findings,
            Exceptions.SeveralTypes,
            "One public class or interface per file; its data (records, enums, delegates) and the members of a closed family may stand with it."
        );
    }

    [Fact]
    public void A_file_is_named_after_a_type_in_it()
    {
        var findings = SourceFile
            .Production.Where(file => file.TopLevelTypes.Any())
            .Where(file => !file.TopLevelTypes.Any(type => Path.GetFileName(file.Path).Split('.')[0] == SourceFile.NameOf(type)))
            .Where(file => !IsFamily(file))
            .Select(file => $"{file.Path}: {string.Join(", ", file.TopLevelTypes.Select(SourceFile.NameOf).Take(5))}");
        Ratchet.Check(findings, "Who looks for a type finds it by its name in one guess.");
    }

    private static bool IsFamily(SourceFile file) => file.TopLevelTypes.Where(IsPublic).All(IsData);

    private static bool IsPublic(MemberDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PublicKeyword);

    private static bool IsData(MemberDeclarationSyntax type) =>
        type is RecordDeclarationSyntax or EnumDeclarationSyntax or DelegateDeclarationSyntax or StructDeclarationSyntax;

    private static bool DerivesFromOneOf(MemberDeclarationSyntax type, IReadOnlyList<MemberDeclarationSyntax> types)
    {
        var bases = (type as BaseTypeDeclarationSyntax)?.BaseList?.Types.Select(entry => entry.Type.ToString()) ?? [];
        return bases.Any(name => types.Any(other => other != type && SourceFile.NameOf(other) == name));
    }
}
