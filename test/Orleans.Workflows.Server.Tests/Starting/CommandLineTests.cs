using Workflows.Server.Startup;

namespace Workflows.Server.Tests.Starting;

public sealed class CommandLineTests
{
    [Fact]
    public void A_setting_is_taken_with_its_value_in_both_ways_of_writing()
    {
        var line = CommandLine.Read(["--urls", "http://127.0.0.1:1", "--Storage:ConnectionString=Data Source=x.db"]);

        Assert.Equal(ServerCommand.Serve, line.Command);
        Assert.Equal(["--urls=http://127.0.0.1:1", "--Storage:ConnectionString=Data Source=x.db"], line.Settings);
    }

    [Theory]
    [InlineData("-x")]
    [InlineData("--")]
    [InlineData("/urls=1")]
    [InlineData("urls=1")]
    [InlineData("--=1")]
    [InlineData("---x=1")]
    public void What_is_no_option_is_refused_by_name(string argument) =>
        Assert.Contains(
            $"'{argument}'",
            Assert.Throws<SettingException>(() => CommandLine.Read([argument])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_option_does_not_take_the_next_option_for_its_value() =>
        Assert.Contains(
            "--urls has no value",
            Assert.Throws<SettingException>(() => CommandLine.Read(["--urls", "--Silo:Port", "1"])).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("--help", ServerCommand.Help)]
    [InlineData("-h", ServerCommand.Help)]
    [InlineData("--version", ServerCommand.Version)]
    [InlineData("--health", ServerCommand.Health)]
    public void A_command_is_recognized_among_settings(string argument, ServerCommand command) =>
        Assert.Equal(command, CommandLine.Read(["--urls", "http://127.0.0.1:1", argument]).Command);

    [Fact]
    public async Task The_help_names_every_setting_of_the_README()
    {
        var end = await ServerRun.RunAsync("--help");

        Assert.Equal((0, ""), (end.Code, end.Errors));
        var table = Testing.Repository.WorkingTree.Read("README.md").Split("| setting | default | meaning |")[1].Split("\n\n")[0];
        var settings = table
            .Split('\n')
            .Where(row => row.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(row => row.Split('|')[1].Split('`').Where((_, index) => index % 2 == 1));
        Assert.All(settings, setting => Assert.Contains(setting.TrimEnd('*'), end.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        var end = await ServerRun.RunAsync("--version");

        Assert.Equal((0, ""), (end.Code, end.Errors));
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", end.Output);
    }
}
