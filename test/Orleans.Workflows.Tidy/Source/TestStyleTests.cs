using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workflows.Tidy.Source;

public sealed partial class TestStyleTests
{
    [Fact]
    public void Tests_are_named_as_sentences()
    {
        var findings =
            from test in Tests()
            where !Sentence().IsMatch(test.Method.Identifier.ValueText)
            select $"{test.File.Place(test.Method)}: {test.Method.Identifier.ValueText}";
        Ratchet.Check(findings, "A test's name says what holds, in words: A_stale_activation_loses_the_append.");
    }

    [Fact]
    public void No_test_is_switched_off()
    {
        var findings =
            from test in Tests()
            where test.Attribute.ArgumentList?.Arguments.Any(argument => argument.NameEquals?.Name.ToString() == "Skip") == true
            select test.File.Place(test.Method);
        Ratchet.Check(findings, "A test that is switched off tests nothing: mend it or remove it.");
    }

    private static IEnumerable<(SourceFile File, MethodDeclarationSyntax Method, AttributeSyntax Attribute)> Tests() =>
        from file in SourceFile.Tests
        from method in file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
        from attribute in method.AttributeLists.SelectMany(list => list.Attributes)
        where TestAttribute().IsMatch(attribute.Name.ToString())
        select (file, method, attribute);

    [GeneratedRegex("(Fact|Theory)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TestAttribute();

    [GeneratedRegex("^[A-Z0-9][A-Za-z0-9]*(_[A-Za-z0-9]+)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Sentence();
}
