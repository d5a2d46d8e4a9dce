using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Tests.Reading;

/// <summary>Each of the usual mistakes is one problem (or few), at its place, that says how to fix it.</summary>
public sealed class MistakeTests
{
    [Theory]
    [InlineData("{ type: task, resource: x, end: true }", ".type", "Did you mean 'Task'?")]
    [InlineData("{ type: Pass }", "", "'end: true' where the workflow ends")]
    [InlineData("{ type: Task, end: true }", "", "a handler's name, https://")]
    [InlineData("{ type: Task, Resource: x, end: true }", ".Resource", "write 'resource'")]
    [InlineData("{ type: Task, handler: x, resource: y, end: true }", ".handler", "Did you mean 'resource'?")]
    [InlineData("{ type: Wait, seconds: '5', end: true }", ".seconds", "write 5 without quotes")]
    [InlineData("{ type: Task, resource: x, timeout: 5 minutes, end: true }", ".timeout", "30s, 5m, 2h")]
    [InlineData("{ type: Pass, inputPath: order, end: true }", ".inputPath", "write '$.order'")]
    [InlineData("{ type: Pass, resultPath: order, end: true }", ".resultPath", "write '$.order'")]
    [InlineData("{ type: Pass, end: 'true' }", ".end", "write true, without quotes")]
    [InlineData("{ type: Pass, end: yes }", ".end", "write true, without quotes")]
    [InlineData("{ type: Task, resource: x, retry: 3, end: true }", ".retry", "{maxAttempts: 3}")]
    [InlineData("{ type: Task, resource: x, retry: { errorTypes: Timeout }, end: true }", ".retry.errorTypes", "write 'errorType'")]
    [InlineData("{ type: Task, resource: x, retry: { maxAttempts: '3' }, end: true }", ".retry.maxAttempts", "write 3 without quotes")]
    [InlineData("{ type: Task, resource: x, retry: { maxRetries: 3 }, end: true }", ".retry.maxRetries", "Did you mean 'maxAttempts'?")]
    [InlineData("{ type: Task, resource: 'htp://a.example/', end: true }", ".resource", "Did you mean 'http://a.example/'?")]
    [InlineData("{ type: Task, resource: 'Workflow:pay', end: true }", ".resource", "Did you mean 'workflow:pay'?")]
    [InlineData("{ type: Fail, message: no }", ".message", "Did you mean 'cause'?")]
    [InlineData("{ type: Success, end: true }", ".end", "ends the workflow by itself")]
    [InlineData("{ type: Parallel, branches: { a: 1 }, end: true }", ".branches", "each entry begins with '-'")]
    [InlineData(
        "{ type: Map, items: $.orders, iterator: { startAt: b, states: { b: { type: Success } } }, end: true }",
        ".items",
        "'itemsPath'"
    )]
    [InlineData(
        "{ type: Pass, input: { t.$: \"States.Fromat('{}', $.a)\" }, end: true }",
        ".input['t.$']",
        "Did you mean 'States.Format'?"
    )]
    [InlineData("{ type: Choice, choices: [{ condition: '$.x > 3', next: only }] }", ".choices[0].condition", "{variable: $.total")]
    [InlineData(
        "{ type: Choice, choices: [{ variable: $.x, equals: 3, next: only }] }",
        ".choices[0]",
        "put the variable and its comparison under it"
    )]
    [InlineData(
        "{ type: Choice, choices: [{ condition: { variable: $.x, numericEquals: '3' }, next: only }] }",
        ".choices[0].condition.numericEquals",
        "write 3 without quotes"
    )]
    public void A_mistake_in_a_state_says_how_to_fix_it(string state, string path, string words)
    {
        var read = Definitions.Yaml(Definitions.OneState(state));

        var problem = Assert.Single(read.Problems, one => one.Code is not (ProblemCodes.NoTerminalState));
        Assert.Equal("$.states.only" + path, problem.Position.Path);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("numericGreater", "numericGreaterThan")]
    [InlineData("gt", "greaterThan")]
    [InlineData("matches", "stringMatches")]
    public void A_misspelt_operator_of_a_condition_is_suggested(string written, string meant)
    {
        var read = Definitions.Yaml(
            Definitions.OneState($"{{ type: Choice, choices: [{{ condition: {{ variable: $.x, {written}: 3 }}, next: only }}] }}")
        );

        Assert.Contains(read.Problems, problem => problem.Message.Contains($"Did you mean '{meant}'?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("name: w\nstart: a\nstates: { a: { type: Success } }", "Did you mean 'startAt'?")]
    [InlineData("name: w\nstartAt: a\nsteps: { a: { type: Success } }", "Did you mean 'states'?")]
    [InlineData("name: w\nstartAt: a\nstates: [{ name: a, type: Success }]", "the names of the states as keys")]
    [InlineData("name: w\nstartAt: a\nstates:\na:\n  type: Success", "indent what belongs to it")]
    [InlineData("Name: w\nStartAt: a\nStates: { a: { Type: Succeed } }", "?name=")]
    [InlineData("name: w\nstartAt: b\nstates: { a: { type: Success } }", "There is no state 'b' here. Did you mean 'a'?")]
    [InlineData("name: w\nstartAt: a\nstates: { a: { type: Pass, next: shipping }, b: { type: Success } }", "There are: a, b.")]
    [InlineData("name: w\nversion: true\nstartAt: a\nstates: { a: { type: Success } }", "put it in quotes")]
    public void A_mistake_in_a_document_says_how_to_fix_it(string yaml, string words) =>
        Assert.Contains(Definitions.Yaml(yaml).Problems, problem => problem.Message.Contains(words, StringComparison.Ordinal));

    [Fact]
    public void A_way_out_of_a_branch_is_told_from_an_unknown_state()
    {
        var read = Definitions.Yaml(
            """
            name: w
            startAt: a
            states:
              a: { type: Parallel, branches: [{ startAt: b, states: { b: { type: Pass, next: c } } }], next: c }
              c: { type: Success }
            """
        );

        Assert.Contains("no way leads into or out of a branch", Assert.Single(read.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input: $.order", "write 'inputPath: $.order'")]
    [InlineData("output: $.order", "{value.$: $.order}")]
    [InlineData("input: { id: $.order.id }", "write 'id.$: $.order.id'")]
    [InlineData("input: { all: [$.a] }", "States.Array($.a)")]
    [InlineData("input: { id: '{% $states.input.id %}' }", "queryLanguage: JSONata")]
    public void A_path_that_is_taken_literally_is_a_warning_with_what_is_accepted(string key, string words)
    {
        var read = Definitions.Yaml(Definitions.OneState($"{{ type: Task, resource: x, {key}, end: true }}"));

        var warning = Assert.Single(read.Problems);
        Assert.Equal((ProblemCodes.LiteralPath, Severity.Warning), (warning.Code, warning.Severity));
        Assert.Contains(words, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("${Function}")]
    [InlineData("<my-function>")]
    [InlineData("https://${Host}/orders")]
    public void An_unfilled_placeholder_is_an_error(string resource)
    {
        var read = Definitions.Yaml(Definitions.OneState($"{{ type: Task, resource: '{resource}', end: true }}"));

        Assert.Equal([ProblemCodes.UnfilledPlaceholder], read.Codes());
        Assert.Null(read.Definition);
    }

    [Fact]
    public void An_unfilled_placeholder_is_a_warning_in_a_document_of_AWS()
    {
        var read = Definitions.Yaml("StartAt: a\nStates: { a: { Type: Task, Resource: '${LambdaArn}', End: true } }");

        Assert.Equal((ProblemCodes.UnfilledPlaceholder, Severity.Warning), (read.Problems.Single().Code, read.Problems.Single().Severity));
        Assert.NotNull(read.Definition);
    }

    [Fact]
    public void Catch_takes_one_object_in_place_of_a_list()
    {
        var definition = Definitions.Valid(
            "name: w\nstartAt: a\nstates:\n  a: { type: Task, resource: x, catch: { errorType: E, next: b }, end: true }\n  b: { type: Success }"
        );

        Assert.Equal("b", Assert.Single(((TaskState)definition.States["a"]).Catchers).Next);
    }

    [Theory]
    [InlineData("5m", 300d)]
    [InlineData("1s", 1d)]
    [InlineData("2h", 7_200d)]
    [InlineData("1h30m", 5_400d)]
    [InlineData("1.5s", 1.5)]
    [InlineData("250ms", 0.25)]
    [InlineData("1w1d", 691_200d)]
    [InlineData("PT15M", 900d)]
    [InlineData("90", null)]
    [InlineData("5M", null)]
    [InlineData("5 m", null)]
    [InlineData("30m1h", null)]
    [InlineData("m", null)]
    [InlineData("", null)]
    public void A_duration_has_units_or_is_ISO_8601(string text, double? seconds) =>
        Assert.Equal(seconds, DurationTexts.TryParse(text, out var parsed) ? (double)parsed : null);

    [Fact]
    public void A_document_tells_its_resources_with_their_places()
    {
        var read = Definitions.Yaml(
            Definitions.OneState("{ type: Task, resource: stock.take, compensate: { resource: 'workflow:undo@2' }, end: true }")
        );

        Assert.Equal(
            [("stock.take", "$.states.only.resource"), ("workflow:undo@2", "$.states.only.compensate.resource")],
            read.Resources.Select(one => (one.Resource.Text, one.Position.Path))
        );
    }
}
