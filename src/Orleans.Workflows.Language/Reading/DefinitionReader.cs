using System.Collections.Frozen;
using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Model;
using Workflows.Language.Schemas;

namespace Workflows.Language.Reading;

/// <summary>Reads a definition in either spelling, from JSON or YAML, into one model; or says everything that is wrong with it.</summary>
public static class DefinitionReader
{
    private const string AslVersion = "1.0";

    /// <summary>Reads a definition.</summary>
    /// <param name="document">The bytes, UTF-8.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="limits">How much it may hold.</param>
    /// <param name="isMocked">
    /// Whether a mock answers for a resource that nothing else here can answer for; null for no mocks.
    /// </param>
    public static ReadResult Read(
        ReadOnlyMemory<byte> document,
        DocumentFormat format,
        DefinitionLimits limits,
        Func<string, bool>? isMocked = null
    )
    {
        var context = new ReadingContext(Spelling.Native, new ProblemList(limits.MaxProblems));
        return ResultOf(ReadDocument(document, format, limits, isMocked is null ? context : context with { IsMocked = isMocked }));
    }

    /// <summary>
    /// Reads a definition that a registration has accepted, by this build or by an older one: it stays readable when its mock is gone, and when registrations have become stricter, so that its
    /// executions reach their end.
    /// </summary>
    /// <param name="document">The bytes, UTF-8.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="limits">How much it may hold.</param>
    public static ReadResult ReadAccepted(ReadOnlyMemory<byte> document, DocumentFormat format, DefinitionLimits limits)
    {
        var context = new ReadingContext(Spelling.Native, new ProblemList(limits.MaxProblems));
        return ResultOf(ReadDocument(document, format, limits, context with { IsMocked = AnyMock, IsAccepted = true }));
    }

    private static ReadResult ResultOf(Reading reading) =>
        new(reading.Context.Problems.HasErrors ? null : reading.Definition, reading.Document, reading.Context.Problems.InOrder())
        {
            Resources = reading.Context.Resources,
        };

    /// <summary>Lets every well-formed ARN pass.</summary>
    public static bool AnyMock(string resource) => true;

    private static Reading ReadDocument(
        ReadOnlyMemory<byte> document,
        DocumentFormat format,
        DefinitionLimits limits,
        ReadingContext context
    )
    {
        var problems = context.Problems;
        var parsed = DocumentReader.Read(document, format, limits.Document);
        foreach (var problem in parsed.Problems)
            problems.Add(problem);
        if (parsed.Root is not ObjectNode root)
        {
            if (parsed.Root is not null)
                context.Report(
                    ProblemCodes.WrongType,
                    $"A definition must be an object, not {FieldValues.Described(parsed.Root)}.",
                    parsed.Root
                );
            return new Reading(context, null, null);
        }
        context = context with { Spelling = SpellingOf(root) };
        // With problems the tree may hold what JSON cannot (half a surrogate pair), and nobody stores it.
        var json = problems.HasErrors ? null : root.ToJson();
        var scope = new DefinitionScope(limits);
        var fields = new Fields(root, context);
        var language = QueryLanguages.Read(fields, QueryLanguage.JsonPath);
        fields = new Fields(root, context with { QueryLanguage = language, DocumentLanguage = language });
        var definition = ReadDefinition(fields, scope);
        return new Reading(fields.Context, definition, json);
    }

    private static WorkflowDefinition? ReadDefinition(Fields fields, DefinitionScope scope)
    {
        fields.Take(Keys.QueryLanguage);
        var name = ReadName(fields);
        var version = ReadVersion(fields);
        var description = fields.Text(fields.Take(Keys.Description));
        var timeout = fields.Duration(fields.Take(Keys.Timeout));
        var inputSchema = ReadInputSchema(fields);
        var graph = new GraphReader(scope).Read(fields, "A definition");
        fields.Close("A definition");
        if (graph is null || fields.Context.Problems.HasErrors)
            return null;
        return new WorkflowDefinition
        {
            Name = name,
            Version = version,
            Description = description,
            Spelling = fields.Context.Spelling,
            QueryLanguage = fields.Context.QueryLanguage,
            Timeout = timeout,
            InputSchema = inputSchema,
            Graph = graph,
            States = scope.States.ToFrozenDictionary(state => state.Key, state => state.Value.Definition!, StringComparer.Ordinal),
        };
    }

    private static string? ReadName(Fields fields)
    {
        if (!fields.Context.IsNative)
            return null;
        var member = fields.Require(Keys.Name, "A definition");
        if (fields.Text(member) is not { } name)
            return null;
        if (WorkflowNames.IsValid(name))
            return name;
        fields.Context.Report(
            ProblemCodes.InvalidName,
            "'name' has 1 to 80 letters, digits, '_', '.' or '-', and begins with a letter or digit.",
            member!.Value
        );
        return null;
    }

    // In ASL the key is the version of the language itself.
    private static string? ReadVersion(Fields fields)
    {
        var member = fields.Take(Keys.Version);
        if (!fields.Context.IsNative)
        {
            if (fields.Text(member) is { } language and not AslVersion)
                fields.Context.Report(
                    ProblemCodes.InvalidValue,
                    $"'Version' is the version of the Amazon States Language, {AslVersion}, not '{Fields.Shorten(language)}'.",
                    member!.Value
                );
            return null;
        }
        var version = member?.Value is ScalarNode { Kind: NodeKind.Number } number ? number.Raw : fields.Text(member);
        if (version is null || WorkflowNames.IsValidVersion(version))
            return version;
        fields.Context.Report(ProblemCodes.InvalidValue, WorkflowNames.VersionGrammar, member!.Value);
        return null;
    }

    private static JsonSchema? ReadInputSchema(Fields fields) =>
        fields.Take(Keys.InputSchema) is { } member ? JsonSchema.Read(member.Value, fields.Context.Problems) : null;

    // The first key that only one spelling has decides; the other spelling is then reported where it stands.
    private static Spelling SpellingOf(ObjectNode root)
    {
        foreach (var member in root.Members)
        {
            if (member.Name is "startAt" or "states")
                return Spelling.Native;
            if (member.Name is "StartAt" or "States")
                return Spelling.Asl;
        }
        return root.Members.Count > 0 && root.Members.All(member => member.Name.Length > 0 && char.IsAsciiLetterUpper(member.Name[0]))
            ? Spelling.Asl
            : Spelling.Native;
    }

    private sealed record Reading(ReadingContext Context, WorkflowDefinition? Definition, JsonData? Document);
}
