using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Model;
using Workflows.Language.Reading;

namespace Workflows.Language.Tests.Reading;

public sealed class AwsRuleTests
{
    [Fact]
    public void A_state_inside_a_Map_is_in_the_language_of_the_document()
    {
        var inner = Map(
            "'QueryLanguage': 'JSONata', 'Items': '{% $states.input.l %}'",
            "'Type': 'Pass', 'Parameters': {'v.$': '$.n'}, 'End': true"
        );
        Assert.Empty(inner.Problems);
        Assert.Equal(QueryLanguage.JsonPath, inner.Definition!.States["I"].QueryLanguage);
        Assert.Contains(
            ProblemCodes.UnknownKey,
            Map("'QueryLanguage': 'JSONata', 'Items': [1], 'Label': 'a'", "'Type': 'Pass', 'Output': 1, 'End': true").Codes()
        );
    }

    [Theory]
    [InlineData("$.t")]
    [InlineData("States.Format('see {}', $.log)")]
    [InlineData("States.UUID()")]
    [InlineData("$$.Execution.Id")]
    public void A_cause_can_be_what_gives_a_text(string cause) => Assert.Empty(Fail(cause).Problems);

    [Theory]
    [InlineData("States.MathAdd(1, 2)")]
    [InlineData("States.Array('a')")]
    [InlineData("States.StringToJson($.t)")]
    public void A_cause_cannot_be_what_gives_no_text(string cause) => Assert.Equal([ProblemCodes.InvalidTemplate], Fail(cause).Codes());

    [Fact]
    public void Credentials_name_a_role() =>
        Assert.Contains(ProblemCodes.MissingKey, State("'Type': 'Task', 'Resource': 'x', 'Credentials': {}, 'End': true").Codes());

    [Theory]
    [InlineData("MaxConcurrencyPath")]
    [InlineData("ToleratedFailureCountPath")]
    [InlineData("ToleratedFailurePercentagePath")]
    public void The_numbers_of_a_Map_do_not_come_out_of_the_context(string key) =>
        Assert.Equal([ProblemCodes.InvalidPath], Map($"'{key}': '$$.Execution.Input.n'", "'Type': 'Succeed'").Codes());

    [Theory]
    [InlineData("\"4\"", 4)]
    [InlineData("4", 4)]
    [InlineData("\"four\"", null)]
    [InlineData("\"1.5\"", null)]
    [InlineData("1.5", null)]
    public void The_numbers_of_a_Map_may_be_texts(string value, int? expected)
    {
        var map = (MapState)Map("'MaxConcurrencyPath': '$.n'", "'Type': 'Succeed'").Definition!.States["M"];
        Check(expected, () => map.MaxConcurrency!.Evaluate(Contexts.Of($$"""{"n": {{value}}}""")));
    }

    [Theory]
    [InlineData("\"4\"", 4)]
    [InlineData("4", 4)]
    [InlineData("4.0", 4)]
    [InlineData("1.5", null)]
    public void A_timeout_out_of_the_data_has_whole_seconds(string value, int? expected)
    {
        var task = (TaskState)State("'Type': 'Task', 'Resource': 'x', 'TimeoutSecondsPath': '$.n', 'End': true").Definition!.States["S"];
        Check(expected, () => task.Timeout!.Evaluate(Contexts.Of($$"""{"n": {{value}}}""")).TotalSeconds);
    }

    [Theory]
    [InlineData("4", 4)]
    [InlineData("\"4\"", null)]
    [InlineData("0.5", null)]
    public void A_wait_out_of_the_data_has_whole_seconds(string value, int? expected)
    {
        var wait = (WaitState)State("'Type': 'Wait', 'SecondsPath': '$.n', 'End': true").Definition!.States["S"];
        Check(expected, () => wait.Duration!.Evaluate(Contexts.Of($$"""{"n": {{value}}}""")).TotalSeconds);
    }

    [Theory]
    [InlineData("$.l[5]", "null")]
    [InlineData("$.l[5].name", "null")]
    [InlineData("$.l[0].n", "1")]
    [InlineData(" $.l[0].n ", "1")]
    [InlineData("States.ArrayLength($.l) ", "1")]
    public void An_index_past_the_end_is_null_in_a_template(string path, string expected) =>
        Assert.Equal($$"""{"v":{{expected}}}""", Parameters(path).Evaluate(Contexts.Of("""{"l": [{"n": 1}]}""")).ToString());

    [Theory]
    [InlineData("$.l[-1]")]
    [InlineData("$.l[0].m")]
    [InlineData("$.m")]
    public void A_member_that_is_missing_fails_in_a_template(string path) =>
        Assert.Equal(
            ErrorNames.Runtime,
            Assert.Throws<EvaluationException>(() => Parameters(path).Evaluate(Contexts.Of("""{"l": [{"n": 1}]}"""))).Error.Name
        );

    [Fact]
    public void A_batcher_says_how_large_a_batch_is()
    {
        Assert.Empty(Map("'ItemBatcher': {'MaxItemsPerBatch': 2}, 'Label': 'a'", "'Type': 'Succeed'").Problems);
        Assert.Equal([ProblemCodes.MissingKey], Map("'ItemBatcher': {}, 'Label': 'a'", "'Type': 'Succeed'").Codes());
    }

    [Fact]
    public void A_reader_and_a_writer_are_taken_where_somebody_answers_for_them()
    {
        const string Document = """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b"}},
             "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}},
             "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}, "End": true}}}
            """;
        Assert.Equal([ProblemCodes.NotSupported, ProblemCodes.NotSupported], Definitions.Json(Document).Codes());
        var read = DefinitionReader.Read(
            System.Text.Encoding.UTF8.GetBytes(Document),
            DocumentFormat.Json,
            new DefinitionLimits(),
            DefinitionReader.AnyMock
        );
        var map = (MapState)read.Definition!.States["M"];
        Assert.Equal("arn:aws:states:::s3:getObject", map.ItemReader!.Task.Resource);
        Assert.Equal("arn:aws:states:::s3:putObject", map.ResultWriter!.Task!.Resource);
    }

    private static void Check(double? expected, Func<double> evaluate)
    {
        if (expected is { } number)
            Assert.Equal(number, evaluate());
        else
            Assert.Equal(ErrorNames.Runtime, Assert.Throws<EvaluationException>(() => evaluate()).Error.Name);
    }

    private static Template Parameters(string path) =>
        State($"'Type': 'Pass', 'Parameters': {{'v.$': '{path}'}}, 'End': true").Definition!.States["S"].Input!;

    private static ReadResult Fail(string cause) =>
        Definitions.Json("{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Fail\", \"CausePath\": \"" + cause + "\"}}}");

    private static ReadResult State(string fields) => Quoted("{'StartAt': 'S', 'States': {'S': {" + fields + "}}}");

    private static ReadResult Map(string fields, string inner) =>
        Quoted(
            "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', "
                + fields
                + ", 'ItemProcessor': {'StartAt': 'I', 'States': {'I': {"
                + inner
                + "}}}, 'End': true}}}"
        );

    private static ReadResult Quoted(string document) => Definitions.Json(document.Replace('\'', '"'));
}
