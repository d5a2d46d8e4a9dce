using Workflows.Language.Documents;
using Workflows.Language.Reading;

namespace Workflows.Language.Tests.Reading;

public sealed class ProblemCodesTests
{
    private static readonly Dictionary<string, Func<ReadResult>> Samples = new(StringComparer.Ordinal)
    {
        [ProblemCodes.DocumentTooLarge] = () => Definitions.Yaml(new string(' ', (1024 * 1024) + 1)),
        [ProblemCodes.EmptyDocument] = () => Definitions.Yaml("# nothing"),
        [ProblemCodes.InvalidJson] = () => Definitions.Json("{} {}"),
        [ProblemCodes.InvalidYaml] = () => Definitions.Yaml("a: [1"),
        [ProblemCodes.InvalidUnicode] = () => Definitions.Json("""{"name": "\ud800"}"""),
        [ProblemCodes.TooDeep] = () => Definitions.Json(new string('[', 65) + new string(']', 65)),
        [ProblemCodes.DuplicateKey] = () => Definitions.Yaml("name: a\nname: b"),
        [ProblemCodes.NumberOutOfRange] = () => Definitions.Yaml("timeout: .inf"),
        [ProblemCodes.SeveralDocuments] = () => Definitions.Yaml("a: 1\n---\nb: 1"),
        [ProblemCodes.UnsupportedTag] = () => Definitions.Yaml("name: !Secret x"),
        [ProblemCodes.UnsupportedKey] = () => Definitions.Yaml("? [a]\n: 1"),
        [ProblemCodes.MergeKey] = () => Definitions.Yaml("a: &a {b: 1}\nc: {<<: *a}"),
        [ProblemCodes.UnknownAlias] = () => Definitions.Yaml("a: &a [*a]"),
        [ProblemCodes.AliasLimit] = () => Definitions.Yaml(Bombs.Aliases),
        [ProblemCodes.UnknownKey] = () => Pass("end: true\ninputt: 1"),
        [ProblemCodes.MixedSpelling] = () => Pass("End: true"),
        [ProblemCodes.MissingKey] = () => Definitions.Yaml("name: a"),
        [ProblemCodes.ConflictingKeys] = () => Definitions.Yaml(Definitions.OneState("type: Wait\nend: true")),
        [ProblemCodes.WrongType] = () => Pass("end: true\ndescription: [1]"),
        [ProblemCodes.InvalidValue] = () => Definitions.Yaml(Definitions.OneState("type: Tusk")),
        [ProblemCodes.InvalidName] = () => Definitions.Yaml("name: a b"),
        [ProblemCodes.DuplicateName] = () =>
            Definitions.Yaml(
                Definitions.OneState("type: Parallel\nend: true\nbranches: [{startAt: only, states: {only: {type: Success}}}]")
            ),
        [ProblemCodes.InvalidDuration] = () => Definitions.Yaml(Definitions.OneState("type: Wait\nend: true\nduration: P1M")),
        [ProblemCodes.InvalidTimestamp] = () => Definitions.Yaml(Definitions.OneState("type: Wait\nend: true\nuntil: 2026-01-01T00:00:00")),
        [ProblemCodes.InvalidPath] = () => Pass("end: true\ninputPath: $.["),
        [ProblemCodes.InvalidTemplate] = () => Pass("end: true\ninput: {a.$: States.Nothing()}"),
        [ProblemCodes.InvalidCondition] = () =>
            Definitions.Yaml(Definitions.OneState("type: Choice\nchoices: [{condition: {variable: $.a}, next: only}]")),
        [ProblemCodes.InvalidJsonata] = () => Pass("end: true\nqueryLanguage: JSONata\noutput: '{% 1 + %}'"),
        [ProblemCodes.InvalidErrorName] = () =>
            Definitions.Yaml(Definitions.OneState("type: Task\nresource: a\nend: true\nretry: {errorType: States.Timout}")),
        [ProblemCodes.InvalidResource] = () => Definitions.Yaml(Definitions.OneState("type: Task\nresource: ftp://x\nend: true")),
        [ProblemCodes.InvalidSchema] = () => Definitions.Yaml("inputSchema: {typ: object}"),
        [ProblemCodes.UnknownNext] = () => Pass("next: nowhere"),
        [ProblemCodes.NextOrEnd] = () => Pass("description: x"),
        [ProblemCodes.UnreachableState] = () => Definitions.Yaml("name: a\nstartAt: a\nstates: {a: {type: Success}, b: {type: Success}}"),
        [ProblemCodes.NoTerminalState] = () => Pass("next: only"),
        [ProblemCodes.TooManyStates] = () =>
            Definitions.Yaml(
                "name: a\nstartAt: a\nstates: {a: {type: Success}, b: {type: Success}}",
                new DefinitionLimits { MaxStates = 1 }
            ),
        [ProblemCodes.UnfilledPlaceholder] = () => Definitions.Yaml(Definitions.OneState("type: Task\nresource: ${Function}\nend: true")),
        [ProblemCodes.NotSupported] = () =>
            Definitions.Json(
                """{"StartAt":"a","States":{"a":{"Type":"Map","ItemReader":{"Resource":"arn:aws:states:::s3:getObject"},"ItemProcessor":{"StartAt":"b","States":{"b":{"Type":"Succeed"}}},"End":true}}}"""
            ),
        [ProblemCodes.LiteralPath] = () => Pass("end: true\ninput: {a: $.b}"),
        [ProblemCodes.IgnoredKey] = () =>
            Definitions.Json(
                """{"StartAt": "a", "States": {"a": {"Type": "Task", "Resource": "x", "Credentials": {"RoleArn": "arn:aws:iam::1:role/r"}, "End": true}}}"""
            ),
        [ProblemCodes.TooManyProblems] = () => Definitions.Yaml("a: 1\nb: 2\nc: 3", new DefinitionLimits { MaxProblems = 2 }),
    };

    // What only a host can say: it knows its handlers and the registered versions.
    private static readonly string[] OfHosts = [ProblemCodes.UnknownResource, ProblemCodes.VersionTaken];

    public static TheoryData<string> Codes => [.. ProblemCodes.All.Except(OfHosts)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_is_given_for_some_document(string code) =>
        Assert.Contains(
            Samples[code]().Problems,
            problem => problem.Code == code && problem.Message[^1] is '.' or '?' && problem.Position.Line > 0
        );

    [Fact]
    public void Only_warnings_leave_a_definition()
    {
        var result = Samples[ProblemCodes.LiteralPath]();
        Assert.Equal(Severity.Warning, Assert.Single(result.Problems).Severity);
        Assert.NotNull(result.Definition);
    }

    private static ReadResult Pass(string rest) => Definitions.Yaml(Definitions.OneState("type: Pass\n" + rest));
}
