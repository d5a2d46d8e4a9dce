using Workflows.Language.Data;
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

    [Fact]
    public void The_guide_names_every_reserved_error_that_the_engine_fails_with()
    {
        // Documents of AWS name these; nothing here fails with them.
        string[] onlyNamed = [ErrorNames.BranchFailed, ErrorNames.ParameterPathFailure, ErrorNames.HttpSocket, ErrorNames.Permissions];
        var guide = WorkingTree.Read("docs/language.md");

        Assert.All(ErrorNames.Reserved.Except(onlyNamed), name => Assert.Contains($"`{name}`", guide, StringComparison.Ordinal));
        Assert.DoesNotContain(onlyNamed, name => guide.Contains($"| `{name}` |", StringComparison.Ordinal));
    }
}
