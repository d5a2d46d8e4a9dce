using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Workflows.Language.Model;

/// <summary>
/// The URL of an HTTP task: <c>http</c> or <c>https</c>, with placeholders such as <c>{orderId}</c> behind the host. What fills them is escaped,
/// so that it stays one segment of the path or one value of the query.
/// </summary>
public sealed partial class UrlTemplate
{
    private readonly string text;

    private UrlTemplate(string text) => this.text = text;

    /// <summary>Reads a URL.</summary>
    /// <param name="text">The URL as it stands in the definition.</param>
    /// <param name="template">The template; null when there is a complaint.</param>
    /// <param name="complaint">Why it is none, as the rest of a sentence; null when nothing is wrong.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out UrlTemplate? template, [NotNullWhen(false)] out string? complaint)
    {
        template = null;
        complaint = null;
        var plain = Placeholder().Replace(text, "x");
        if (!Uri.TryCreate(plain, UriKind.Absolute, out var url) || !IsHttp(text) || !HasHost(url) || text.Contains(' '))
            complaint = "it must be a whole URL with a host, like https://example.com/orders";
        else if (plain.AsSpan().ContainsAny('{', '}'))
            complaint = "a placeholder is a name in braces, such as {orderId}";
        else if (Placeholder().Match(text) is { Success: true } first && first.Index < EndOfAuthority(text))
            complaint = "its host cannot have placeholders";
        else if (url.UserInfo.Length > 0)
            complaint = "it must be without a user and a password; a header can carry them";
        else if (url.Fragment.Length > 0)
            complaint = "a fragment ('#') is never sent";
        else
            template = new UrlTemplate(text);
        return complaint is null;
    }

    /// <summary>Puts values in the place of the placeholders.</summary>
    /// <param name="values">The values by name.</param>
    /// <param name="url">The URL; null when there is a complaint.</param>
    /// <param name="complaint">A value is missing, not asked for, empty, or would be a step in the path (<c>..</c>); as the rest of a sentence.</param>
    public bool TryFill(
        IReadOnlyDictionary<string, string> values,
        [NotNullWhen(true)] out Uri? url,
        [NotNullWhen(false)] out string? complaint
    )
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        string? wrong = null;
        var filled = Placeholder()
            .Replace(
                text,
                match =>
                {
                    var name = match.Groups["name"].Value;
                    used.Add(name);
                    if (!values.TryGetValue(name, out var value))
                        wrong ??= $"there is no value for '{{{name}}}'";
                    else if (value.AsSpan().TrimStart('.').IsEmpty)
                        wrong ??= $"the value for '{{{name}}}' is empty or only dots, which would lead to another path";
                    return Uri.EscapeDataString(value ?? "");
                }
            );
        if (values.Keys.FirstOrDefault(name => !used.Contains(name)) is { } unasked)
            wrong ??= $"it has no placeholder '{{{unasked}}}'";

        url = null;
        if (wrong is null && !Uri.TryCreate(filled, UriKind.Absolute, out url))
            wrong = "the values make it longer than a URL can be";
        complaint = wrong;
        return complaint is null;
    }

    private static bool IsHttp(string text) =>
        text.StartsWith("http://", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal);

    // A host that cannot be written in ASCII is found only when somebody asks for that form of it.
    private static bool HasHost(Uri url)
    {
        try
        {
            return url.IdnHost.Length > 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static int EndOfAuthority(string text)
    {
        var start = text.IndexOf("//", StringComparison.Ordinal) + 2;
        var length = text.AsSpan(start).IndexOfAny("/?#\\");
        return length < 0 ? text.Length : start + length;
    }

    [GeneratedRegex(
        @"\{(?<name>[A-Za-z_][A-Za-z0-9_.-]*)\}",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Placeholder();
}
