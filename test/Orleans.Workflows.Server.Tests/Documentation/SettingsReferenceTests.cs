using System.Globalization;
using System.Text.RegularExpressions;
using Workflows.Testing.Repository;

namespace Workflows.Server.Tests.Documentation;

public sealed partial class SettingsReferenceTests
{
    private const string Document = "docs/settings.md";

    [Fact]
    public void The_committed_reference_is_the_one_of_the_code()
    {
        var reference = SettingsReference.Write();

        if (Environment.GetEnvironmentVariable("ORLEANS_WORKFLOWS_WRITE_DOCS") == "1")
            File.WriteAllText(Path.Combine(WorkingTree.Root, Document), reference);

        Assert.Equal(reference, WorkingTree.Read(Document));
    }

    [Fact]
    public void The_default_that_the_documentation_of_a_setting_names_is_its_default()
    {
        foreach (var (name, property, value) in SettingsReference.All.Where(setting => setting.Default is int or double))
        {
            var documented = DefaultNumber().Match(SettingsReference.SummaryOf(property));
            Assert.True(documented.Success, $"{name} does not say its default.");
            Assert.Equal((name, Convert.ToDouble(value, CultureInfo.InvariantCulture)), (name, NumberOf(documented.Groups[1].Value)));
        }
    }

    [Fact]
    public void The_README_names_only_settings_that_there_are()
    {
        var known = SettingsReference.All.Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);
        var sections = known.Select(name => name[..name.IndexOf(':', StringComparison.Ordinal)]).ToHashSet(StringComparer.Ordinal);

        var named = SettingName()
            .Matches(WorkingTree.Read("README.md") + WorkingTree.Read("docs/language.md"))
            .Select(match => match.Groups[1].Value);
        var unknown = named
            .Where(name => sections.Contains(name.Split(':')[0]) && !name.EndsWith(":*", StringComparison.Ordinal))
            .Except(known);

        Assert.Empty(unknown);
    }

    private static double NumberOf(string text) =>
        double.Parse(text.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Default: ([0-9][0-9,.]*[0-9]|[0-9])")]
    private static partial Regex DefaultNumber();

    [GeneratedRegex(@"`(?:--)?([A-Z][A-Za-z]+(?::[A-Za-z*]+)+)`")]
    private static partial Regex SettingName();
}
