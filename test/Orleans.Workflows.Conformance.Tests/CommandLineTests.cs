namespace Workflows.Conformance;

public sealed class CommandLineTests
{
    [Fact]
    public void A_command_names_its_suite_and_a_lone_place_means_recorded_cases()
    {
        var place = AppContext.BaseDirectory;
        Assert.Equal("cases", CommandLine.Parse([place]).Command);
        Assert.Equal(("validate", place), (CommandLine.Parse(["validate", place]).Command, CommandLine.Parse(["validate", place]).Path));
        Assert.Equal("pass", CommandLine.Parse([place, "--filter", "pass"]).Filter);
    }

    [Fact]
    public void A_place_that_is_not_there_is_said()
    {
        var problem = Assert.Throws<FormatException>(() => CommandLine.Parse(["/no/such/file"]));
        Assert.Contains("/no/such/file", problem.Message, StringComparison.Ordinal);
    }
}
