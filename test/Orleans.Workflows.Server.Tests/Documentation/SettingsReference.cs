using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Workflows.Core;
using Workflows.Hosting.Options;
using Workflows.Language.Documents;
using Workflows.Language.Reading;
using Workflows.Server.Requests;
using Workflows.Server.Startup;
using Workflows.Testing.Repository;

namespace Workflows.Server.Tests.Documentation;

/// <summary>Writes the reference of the settings and of the limits from the options that the server reads.</summary>
internal static class SettingsReference
{
    /// <summary>The sections, with the defaults of their settings.</summary>
    private static readonly (string Name, object Options)[] Sections =
    [
        ("Server", new ServerOptions()),
        ("Security", new SecurityOptions()),
        .. typeof(WorkflowsOptions).GetProperties().Select(section => (section.Name, section.GetValue(new WorkflowsOptions())!)),
    ];

    /// <summary>Every setting with its default.</summary>
    public static IEnumerable<(string Name, PropertyInfo Property, object? Default)> All =>
        Sections.SelectMany(section =>
            section
                .Options.GetType()
                .GetProperties()
                .Where(property => !typeof(Delegate).IsAssignableFrom(property.PropertyType))
                .Select(property => (NameOf(section.Name, property), property, property.GetValue(section.Options)))
        );

    public static string Write()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Settings and limits

            Written by a test from the code, so that it is complete. A setting stands in appsettings.json, in an environment variable (`Storage__Provider`) or on the command line
            (`--Storage:Provider PostgreSql`); the later ones win. An unknown setting, and a value that a setting cannot have, stop the start with a sentence that names it.

            | setting | meaning |
            |---|---|

            """
        );
        foreach (var (name, property, _) in All)
            text.Append($"| `{name}` | {SummaryOf(property)} |\n");

        text.Append(
            """

            ## Limits without a setting

            | limit | value | meaning |
            |---|---|---|

            """
        );
        WriteLimits(text, ExecutionLimits.Native, typeof(LimitOptions).GetProperties().Select(property => property.Name));
        WriteLimits(text, new DefinitionLimits(), []);
        WriteLimits(text, new DocumentLimits(), []);
        foreach (var constant in typeof(RequestRules).GetFields().Where(field => field.IsLiteral && field.FieldType == typeof(int)))
            text.Append(
                $"| `{constant.Name}` | {Number(constant.GetRawConstantValue())} | {XmlDocs.Of(typeof(RequestRules).Assembly).SummaryOf(constant)} |\n"
            );
        return text.ToString();
    }

    /// <summary>What a property's documentation says.</summary>
    public static string SummaryOf(PropertyInfo property) => XmlDocs.Of(property.DeclaringType!.Assembly).SummaryOf(property);

    private static void WriteLimits(StringBuilder text, object limits, IEnumerable<string> settable)
    {
        foreach (var limit in limits.GetType().GetProperties().Where(property => property.PropertyType == typeof(int)))
        {
            if (!settable.Contains(limit.Name))
                text.Append($"| `{limit.Name}` | {Number(limit.GetValue(limits))} | {SummaryOf(limit)} |\n");
        }
    }

    private static string NameOf(string section, PropertyInfo property) =>
        typeof(IDictionary).IsAssignableFrom(property.PropertyType) ? $"{section}:{property.Name}:NAME" : $"{section}:{property.Name}";

    private static string Number(object? value) => string.Create(CultureInfo.InvariantCulture, $"{value:N0}");
}
