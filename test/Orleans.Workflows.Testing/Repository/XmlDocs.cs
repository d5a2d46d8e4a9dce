using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Workflows.Testing.Repository;

/// <summary>The XML documentation of an assembly, as Markdown: what documents say about a member is written once, in the code.</summary>
public sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> members;

    private XmlDocs(Dictionary<string, XElement> members) => this.members = members;

    /// <summary>Reads the documentation beside an assembly.</summary>
    public static XmlDocs Of(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        return new XmlDocs(
            XDocument.Load(file).Root!.Element("members")!.Elements("member").ToDictionary(member => member.Attribute("name")!.Value)
        );
    }

    /// <summary>The summary of a field.</summary>
    public string SummaryOf(FieldInfo field) => Summary($"F:{field.DeclaringType!.FullName}.{field.Name}");

    /// <summary>The summary of a property.</summary>
    public string SummaryOf(PropertyInfo property) => Summary($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private string Summary(string name) =>
        members.TryGetValue(name, out var member) && member.Element("summary") is { } summary
            ? Blanks().Replace(Text(summary), " ").Trim()
            : throw new InvalidOperationException($"{name} has no summary.");

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(
                node switch
                {
                    XText plain => plain.Value,
                    XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                    XElement { Name.LocalName: "see" } see => $"`{NameOf(see)}`",
                    XElement other => Text(other),
                    _ => "",
                }
            );
        }
        return text.ToString();
    }

    private static string NameOf(XElement see) =>
        see.Attribute("cref")?.Value is { } reference
            ? reference[(reference.LastIndexOf('.') + 1)..]
            : see.Attribute("langword")?.Value ?? "";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
