using Workflows.Language.Documents;
using Workflows.Language.Tests.Reading;
using Workflows.Testing.Mutations;
using Xunit.Abstractions;

namespace Workflows.Language.Tests.Mutations;

/// <summary>No document, however broken, is answered with an exception: it has a definition, or problems that say where.</summary>
public sealed class MutatedDocumentTests(ITestOutputHelper output)
{
    private const string Block = """
        # An order.
        name: block
        version: 1.0
        startAt: "a"
        timeout: PT15M
        states:
          a:
            type: Parallel
            branches:
            - startAt: x
              states: { x: { type: Pass, result: [1, ~, 0x10, 'it''s'], end: true } }
            - startAt: y
              states:
                ? y
                : type: Wait
                  until: &t 2030-01-01T00:00:00Z
                  end: true
            resultPath: '$.it'
            next: b
          b:
            type: Fail
            error: !!str E
            cause: |
              literal
               text
        """;

    private const string Flow = """
        {name: flow, version: "1.0", startAt: a, states: {a: {type: Choice, choices: [{condition: {variable: $.x, equals: 1}, next: b}, {condition: {"not": {variable: "$.y[0]", greaterThan: 2.5}},
         next: c}], default: c}, b: &b {type: Task, resource: "https://example.com/{id}?x=1", input: {id.$: $.id}, retry: [{errorTypes: ["*"], interval: 1.5}], timeout: 10, end: true},
         c: {type: Pass, result: [1, ~, 'x', "\u00e9\n"], end: true}}}
        """;

    private const string Json = """
        {"name":"j","version":"2","startAt":"a","inputSchema":{"type":"object","properties":{"n":{"type":"integer","multipleOf":0.1}}},
        "states":{"a":{"type":"Task","resource":"workflow:child@1","input":{"x.$":"$.a[?@.b > 1 && length(@.c) == 2].d"},"catch":[{"errorType":"E","next":"b"}],"next":"b"},
        "b":{"type":"Event","event":"go","timeout":1.5e2,"end":true}}}
        """;

    private const string Asl = """
        {"StartAt":"A","States":{"A":{"Type":"Pass","QueryLanguage":"JSONata","Output":{"x":"{% $sum($states.input.items[price > 1.50].(price * qty)) & $now('[Y0001]') %}",
        "y":"{% $map([1..3], function($v,$i)<nn:n>{ $v * $i })^(>$) ~> $count %}"},"Next":"B"},"B":{"Type":"Task",
        "Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f","Payload.$":"States.StringToJson($.a['b'][0:2])"},
        "Retry":[{"ErrorEquals":["States.ALL"],"BackoffRate":2.0}],"Next":"C"},"C":{"Type":"Choice","Choices":[
        {"Variable":"$.t","TimestampEquals":"2001-01-01T12:00:00Z","Next":"D"}]},"D":{"Type":"Succeed"}}}
        """;

    public static TheoryData<string, DocumentFormat, string> Documents =>
        new()
        {
            { "YAML in blocks", DocumentFormat.Yaml, Block },
            { "YAML in flow style", DocumentFormat.Yaml, Flow },
            { "JSON", DocumentFormat.Json, Json },
            { "the Amazon States Language", DocumentFormat.Json, Asl },
        };

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_documents_that_are_mutated_are_valid(string name, DocumentFormat format, string text)
    {
        var read = Definitions.Read(text, format);
        Assert.True(read.Definition is not null, $"{name}: {string.Join('\n', read.Problems)}");
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_insertion_and_deletion_of_one_piece_is_read_without_an_exception(string name, DocumentFormat format, string text) =>
        AssertRead(name, format, Mutation.OfEveryPlace(text));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Documents_with_several_drawn_changes_are_read_without_an_exception(string name, DocumentFormat format, string text) =>
        AssertRead(name, format, Mutation.Drawn(text, count: 5_000));

    private void AssertRead(string name, DocumentFormat format, IEnumerable<string> documents)
    {
        output.WriteLine(Mutation.HowToRepeat);
        var outcomes = new Outcomes();
        foreach (var document in documents)
            outcomes.Try(document, text => AssertHasDefinitionOrPlace(text, format));
        Assert.True(outcomes.ToString().Length == 0, $"{name} ({Mutation.HowToRepeat}):\n{outcomes}");
    }

    private static void AssertHasDefinitionOrPlace(string text, DocumentFormat format)
    {
        var read = Definitions.Read(text, format);
        // One line more for what is missing at the end.
        var lines = text.Count(c => c is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029') + 2;
        Assert.True(
            read.Definition is not null || read.Problems.Any(problem => problem.Severity == Severity.Error),
            "neither definition nor error"
        );
        Assert.All(read.Problems, problem => Assert.InRange(problem.Position.Line, 1, lines));
        Assert.All(read.Problems, problem => Assert.True(problem.Position.Column >= 1, $"column {problem.Position.Column}"));
        Assert.All(read.Problems, problem => Assert.DoesNotMatch("(System|YamlDotNet|Workflows)[.][A-Z]|Exception", problem.Message));
    }
}
