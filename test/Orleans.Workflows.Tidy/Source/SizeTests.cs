using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workflows.Tidy.Source;

public sealed class SizeTests
{
    private const int FileLimit = 400;
    private const int MemberLimit = 60;

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        var tooLong = SourceFile
            .All.Where(file => file.Lines > FileLimit)
            .ToDictionary(file => file.Path, file => $"{file.Lines} lines", StringComparer.Ordinal);
        Ratchet.Check(tooLong, Exceptions.LongFiles, $"A file has at most {FileLimit} lines: split it by concept.");
    }

    [Fact]
    public void No_method_is_longer_than_60_lines()
    {
        var tooLong = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in SourceFile.All)
        {
            foreach (
                var member in file
                    .Syntax.DescendantNodes()
                    .Where(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax)
            )
            {
                var span = member.GetLocation().GetLineSpan();
                var lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
                if (lines > MemberLimit)
                    tooLong[$"{file.Path} {NameOf(member)}"] = $"{lines} lines";
            }
        }

        Ratchet.Check(
            tooLong,
            Exceptions.LongMembers,
            $"A method has at most {MemberLimit} lines: parents hold the control flow, leaves compute."
        );
    }

    private static string NameOf(SyntaxNode member) =>
        member switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            _ => member.Kind().ToString(),
        };
}
