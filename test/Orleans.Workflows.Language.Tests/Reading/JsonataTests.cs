using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Model;
using Workflows.Language.Reading;

namespace Workflows.Language.Tests.Reading;

public sealed class JsonataTests
{
    private static readonly EvaluationContext Context = new(
        Contexts.Payload("{}"),
        Contexts.Around(
            () => LazyObject.Of(Contexts.Payload("""{"Execution": {"Id": "e1"}}""")),
            name => name == "factor" ? Contexts.Payload("2") : null,
            """{"items": [1, 2], "seconds": 5, "text": "soon"}"""
        )
    )
    {
        Result = Contexts.Payload("""{"total": 40}"""),
    };

    [Fact]
    public void A_template_has_expressions_among_literals()
    {
        var state = Only<PassState>(
            "type: Pass\nend: true\noutput: {sum: '{% $sum($states.input.items) * $factor %}', path: $.a, 'key.$': ' {% 1 %} ', id: '{% $states.context.Execution.Id %}'}"
        );
        Assert.Equal("""{"sum":6,"path":"$.a","key.$":" {% 1 %} ","id":"e1"}""", state.Output!.Evaluate(Context).ToString());
    }

    [Fact]
    public void Asl_documents_have_arguments_and_output()
    {
        var task = Asl<TaskState>(
            """
            "Type": "Task", "Resource": "x", "Arguments": {"n": "{% $states.input.items[0] %}"}, "Output": "{% $states.result.total %}", "TimeoutSeconds": "{% $states.input.seconds %}"
            """
        );
        Assert.Equal("""{"n":1}""", task.Input!.Evaluate(Context).ToString());
        Assert.Equal("40", task.Output!.Evaluate(Context).ToString());
        Assert.Equal(TimeSpan.FromSeconds(5), task.Timeout!.Evaluate(Context));
    }

    [Fact]
    public void A_wait_can_be_computed()
    {
        var until = Only<WaitState>("type: Wait\nend: true\nuntil: '{% $fromMillis($millis() + 60000) %}'").Until!;
        Assert.Equal(Context.Surroundings.Now.AddMinutes(1), until.Evaluate(Context));
        var seconds = Only<WaitState>("type: Wait\nend: true\nseconds: '{% $states.input.text %}'").Duration!;
        Assert.Equal(ErrorNames.QueryEvaluationError, Failure(() => seconds.Evaluate(Context)).Name);
    }

    [Theory]
    [InlineData("'{% $states.input.seconds > 4 %}'", true)]
    [InlineData("'{% $exists($states.input.nothing) %}'", false)]
    [InlineData("true", true)]
    public void A_condition_is_an_expression(string condition, bool expected)
    {
        var choice = Only<ChoiceState>($"type: Choice\nchoices: [{{condition: {condition}, next: done}}]");
        Assert.Equal(expected, choice.Choices[0].Condition.IsTrue(Context));
    }

    [Theory]
    [InlineData("{% $nobody %}", "undefined")]
    [InlineData("{% $states.input.text + 1 %}", "T2001")]
    [InlineData("{% ($f := function() { 1 + $f() }; $f()) %}", "D1011")]
    public void An_expression_that_fails_or_gives_nothing_fails_its_state(string expression, string cause)
    {
        var output = Only<PassState>($"type: Pass\nend: true\noutput: '{expression}'").Output!;
        var error = Failure(() => output.Evaluate(Context));
        Assert.Equal(ErrorNames.QueryEvaluationError, error.Name);
        Assert.Contains(cause, error.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("output: '{% 1 + %}'", "character 4")]
    [InlineData("output: '{% 1'", "must end with")]
    [InlineData("output: '{% $eval(\"1\") %}'", "$eval")]
    [InlineData("output: ['{% ( %}']", "S0203")]
    [InlineData("output: ' {% 1 %}'", "must begin with")]
    [InlineData("output: $states.input %}", "must begin with")]
    [InlineData("output: '{% total %}'", "'total' at character 1")]
    [InlineData("output: '{% $sum(items.price) %}'", "'items' at character 6")]
    [InlineData("output: '{% {total: 1} %}'", "'total'")]
    [InlineData("output: '{% [*] %}'", "'*'")]
    [InlineData("output: '{% $states.input.items[$$.limit > price] %}'", "'$$'")]
    [InlineData("output: '{% $states.inptu.items %}'", "$states.inptu")]
    [InlineData("output: '{% $states.result.total %}'", "$states.result")]
    [InlineData("assign: { e: '{% $states.errorOutput %}' }", "$states.errorOutput")]
    public void A_broken_expression_is_a_problem_with_its_place(string output, string part)
    {
        var problem = Assert.Single(Read($"type: Pass\nend: true\n{output}").Problems);
        Assert.Equal(ProblemCodes.InvalidJsonata, problem.Code);
        Assert.Contains(part, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$states.input.rows[status = 'SETTLED'].id")]
    [InlineData("$states.input.rows.({'v': $, 'id': id})")]
    [InlineData("$states.input.rows{status: $sum(price)}")]
    [InlineData("$states.input.rows^(>price).id")]
    [InlineData("$states.input ~> |rows|{'total': price * quantity}|")]
    [InlineData("$map($states.input.rows, function($v, $i) {{'n': $v.name, 'i': $i}})")]
    [InlineData("($first := $states.input.rows[0]; $first.name)")]
    [InlineData("$states.context.Execution.Input")]
    [InlineData("$states.'input'.total")]
    [InlineData("$unknownVariable.name")]
    public void An_expression_that_begins_with_a_value_is_taken(string expression) =>
        Assert.Empty(Read($"type: Pass\nend: true\noutput: \"{{% {expression} %}}\"").Problems);

    [Fact]
    public void A_result_exists_behind_work_and_an_error_in_catch() =>
        Assert.Empty(
            Read(
                """
                type: Task
                resource: a
                output: '{% $states.result.total %}'
                assign: { t: '{% $states.result %}' }
                catch: [{ errorType: '*', next: done, output: '{% $states.errorOutput.Error %}', assign: { e: '{% $states.errorOutput %}' } }]
                next: done
                """
            ).Problems
        );

    [Theory]
    [InlineData("Output/total", "output: {total: '{% $nobody %}'}")]
    [InlineData("Output/rows[1]/v", "output: {rows: [1, {v: '{% $nobody %}'}]}")]
    public void A_failure_tells_where_its_expression_stands(string location, string output)
    {
        var template = Only<PassState>($"type: Pass\nend: true\n{output}").Output!;
        Assert.Equal(location, Assert.Throws<EvaluationException>(() => template.Evaluate(Context)).Location, ignoreCase: true);
    }

    [Theory]
    [InlineData("type: Pass\nend: true\nresultPath: $.a")]
    [InlineData("type: Pass\nend: true\ninputPath: $.a")]
    [InlineData("type: Wait\nend: true\nseconds: 1\nsecondsPath: $.a")]
    public void What_belongs_to_jsonpath_is_refused(string state) => Assert.Contains(ProblemCodes.UnknownKey, Read(state).Codes());

    [Fact]
    public void Retriers_take_no_expressions() =>
        Assert.Equal([ProblemCodes.WrongType], Read("type: Task\nresource: a\nend: true\nretry: {maxAttempts: '{% 3 %}'}").Codes());

    [Theory]
    [InlineData("{total: 1, größe2: 2, _x: 3}", true)]
    [InlineData("{2nd: 1}", false)]
    [InlineData("{a-b: 1}", false)]
    [InlineData("{states: 1}", false)]
    public void Names_of_variables_are_identifiers(string assign, bool isValid) =>
        Assert.Equal(
            isValid ? [] : [ProblemCodes.InvalidName],
            Definitions.Yaml(Definitions.OneState($"type: Pass\nend: true\nassign: {assign}")).Codes()
        );

    private static T Only<T>(string state)
        where T : StateDefinition
    {
        var result = Read(state);
        Assert.Empty(result.Problems);
        return Assert.IsType<T>(result.Definition!.States["only"]);
    }

    private static ReadResult Read(string state) =>
        Definitions.Yaml(
            Definitions.OneState("queryLanguage: JSONata\n" + state)
                + (state.Contains("next: done", StringComparison.Ordinal) ? "\n  done: {type: Success}" : "")
        );

    private static T Asl<T>(string fields)
        where T : StateDefinition
    {
        var result = Definitions.Json(
            """{"QueryLanguage": "JSONata", "StartAt": "only", "States": {"only": {""" + fields + """, "End": true}}}"""
        );
        Assert.Empty(result.Problems);
        return Assert.IsType<T>(result.Definition!.States["only"]);
    }

    private static WorkflowError Failure(Action evaluate) => Assert.Throws<EvaluationException>(evaluate).Error;
}
