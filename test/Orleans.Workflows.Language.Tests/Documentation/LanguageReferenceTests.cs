using Workflows.Testing.Repository;

namespace Workflows.Language.Tests.Documentation;

public sealed class LanguageReferenceTests
{
    private const string Document = "docs/language-reference.md";

    [Fact]
    public void The_committed_reference_is_the_one_of_the_code()
    {
        var reference = LanguageReference.Write();

        if (Environment.GetEnvironmentVariable("ORLEANS_WORKFLOWS_WRITE_DOCS") == "1")
            File.WriteAllText(Path.Combine(WorkingTree.Root, Document), reference);

        Assert.Equal(reference, WorkingTree.Read(Document));
    }
}
