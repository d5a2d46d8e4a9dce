using System.Globalization;
using System.Text;

namespace Workflows.Language.Schemas;

/// <summary>Where a part of a value stands. Written out only when something is wrong there.</summary>
internal sealed record InstancePath(InstancePath? Parent, string? Name, int Index)
{
    private const int LongestName = 80;

    /// <summary>The whole value.</summary>
    public static readonly InstancePath Root = new(null, null, 0);

    /// <inheritdoc/>
    public override string ToString()
    {
        var steps = new Stack<InstancePath>();
        for (var step = this; step.Parent is not null; step = step.Parent)
            steps.Push(step);
        var path = new StringBuilder("$");
        foreach (var step in steps)
            step.AppendTo(path);
        return path.ToString();
    }

    private void AppendTo(StringBuilder path)
    {
        if (Name is null)
            path.Append(CultureInfo.InvariantCulture, $"[{Index}]");
        else if (Name.Length > 0 && Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !char.IsAsciiDigit(Name[0]))
            path.Append('.').Append(Cut(Name));
        else
            path.Append("['")
                .Append(Cut(Name).Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal))
                .Append("']");
    }

    private static string Cut(string name) => name.Length <= LongestName ? name : name[..LongestName] + "…";
}
