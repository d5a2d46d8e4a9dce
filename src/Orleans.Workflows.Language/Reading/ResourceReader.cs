using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads <c>resource</c>.</summary>
internal static class ResourceReader
{
    private static readonly string[] Schemes = ["http", "https", "workflow", "worker", "callback", "arn"];

    /// <summary>The resource; null when it is missing or malformed.</summary>
    public static TaskResource? Read(Fields fields, string owner)
    {
        var member = fields.Require(Keys.Resource, owner);
        if (fields.NonEmptyText(member) is not { } text)
            return null;
        var isParsed = TaskResource.TryParse(text, out var resource, out var error);
        var placeholder = Placeholders.Find(text);
        // Public documents of AWS are full of them: they are filled in when such a document is deployed.
        if (placeholder is not null && !isParsed)
            fields.Context.Report(ProblemCodes.UnfilledPlaceholder, Unfilled(placeholder), member!.Value);
        else if (placeholder is not null && fields.Context.IsNative)
            fields.Context.Refuse(ProblemCodes.UnfilledPlaceholder, Unfilled(placeholder), member!.Value);
        else if (!isParsed)
            Report(fields, member!, $"'{Fields.Shorten(text)}' is no resource: {error}.");
        else if (resource!.Kind == TaskResourceKind.OtherArn && !fields.Context.IsMocked(text))
            Report(fields, member!, Unknown(text));
        else if (placeholder is not null)
            fields.Context.Problems.Add(ProblemCodes.UnfilledPlaceholder, Unfilled(placeholder), member!.Value.Position, Severity.Warning);
        else
            fields.Context.Resources.Add(new ResourceReference(resource, member!.Value.Position));
        return resource;
    }

    private static string Unfilled(string placeholder) =>
        $"The placeholder '{Fields.Shorten(placeholder)}' has not been filled in; replace it with the resource that does the work.";

    private static string Unknown(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (scheme, rest) = (text[..colon], text[colon..]);
        if (scheme == "arn")
            return $"No handler or mock is registered for '{Fields.Shorten(text)}', and the engine does not have this service of AWS; register a handler or a mock for exactly this text.";
        var hint = Suggestions.Closest(scheme, Schemes) is { } closest ? $" Did you mean '{Fields.Shorten(closest + rest)}'?" : "";
        return $"No executor, handler or mock is registered for '{Fields.Shorten(text)}': the scheme '{scheme}' is unknown.{hint} "
            + $"The engine has: {string.Join(", ", Schemes)}; a name without a scheme is a handler.";
    }

    private static void Report(Fields fields, DocumentMember member, string message) =>
        fields.Context.Report(ProblemCodes.InvalidResource, message, member.Value);
}
