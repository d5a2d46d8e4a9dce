using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Workflows.Testing.Repository;

namespace Workflows.Tidy.Source;

/// <summary>A C# file, parsed.</summary>
internal sealed class SourceFile
{
    private SourceFile(string path)
    {
        Path = path;
        Text = WorkingTree.Read(path);
        Syntax = CSharpSyntaxTree
            .ParseText(Text, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview))
            .GetCompilationUnitRoot();
    }

    /// <summary>All files of <c>src</c>.</summary>
    public static IReadOnlyList<SourceFile> Production { get; } =
    [.. WorkingTree.FilesBelow("src", "*.cs").Select(path => new SourceFile(path))];

    /// <summary>All files of <c>test</c>.</summary>
    public static IReadOnlyList<SourceFile> Tests { get; } =
    [.. WorkingTree.FilesBelow("test", "*.cs").Select(path => new SourceFile(path))];

    /// <summary>All files.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Production, .. Tests];

    /// <summary>The path from the root.</summary>
    public string Path { get; }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>What the compiler sees.</summary>
    public CompilationUnitSyntax Syntax { get; }

    /// <summary>The number of lines.</summary>
    public int Lines => Syntax.SyntaxTree.GetText().Lines.Count;

    /// <summary>The types that stand directly in a namespace.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Syntax
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .Where(node => node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>Where a node begins, for a message: <c>path:line</c>.</summary>
    public string Place(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    /// <summary>The name of a declared type.</summary>
    public static string NameOf(MemberDeclarationSyntax type) =>
        type switch
        {
            BaseTypeDeclarationSyntax declaration => declaration.Identifier.ValueText,
            DelegateDeclarationSyntax declaration => declaration.Identifier.ValueText,
            _ => throw new ArgumentException("not a type: " + type.Kind(), nameof(type)),
        };
}
