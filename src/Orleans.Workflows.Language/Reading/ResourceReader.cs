using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads <c>resource</c>.</summary>
internal static class ResourceReader
{
    /// <summary>The resource; null when it is missing or nobody can answer for it.</summary>
    public static TaskResource? Read(Fields fields, string owner)
    {
        var member = fields.Require(Keys.Resource, owner);
        if (fields.NonEmptyText(member) is not { } text)
            return null;
        if (!TaskResource.TryParse(text, out var resource, out var error))
            Report(fields, member!, $"'{Fields.Shorten(text)}' is no resource: {error}.");
        else if (resource.Kind == TaskResourceKind.OtherArn && !fields.Context.IsMocked(text))
            Report(
                fields,
                member!,
                $"Nothing here answers for '{Fields.Shorten(text)}'; only a mock file can, and it has no entry for it."
            );
        return resource;
    }

    private static void Report(Fields fields, DocumentMember member, string message) =>
        fields.Context.Report(ProblemCodes.InvalidResource, message, member.Value);
}
