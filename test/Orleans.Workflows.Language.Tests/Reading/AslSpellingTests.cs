using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Language.Tests.Reading;

public sealed class AslSpellingTests
{
    private const string Document = """
        {
          "Comment": "an order", "StartAt": "Check", "TimeoutSeconds": 60, "Version": "1.0",
          "States": {
            "Check": {
              "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:check:PROD",
              "Parameters": {"id.$": "$.order-id"}, "TimeoutSecondsPath": "$.limit",
              "Retry": [{"ErrorEquals": ["Busy"]}, {"ErrorEquals": ["States.ALL"], "MaxAttempts": 0, "IntervalSeconds": 3, "BackoffRate": 1.5, "MaxDelaySeconds": 9, "JitterStrategy": "FULL"}],
              "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed"}],
              "Next": "Decide"
            },
            "Decide": {
              "Type": "Choice",
              "Choices": [{"And": [{"Variable": "$.a", "IsPresent": true}, {"Not": {"Variable": "$.a", "NumericLessThan": 1}}], "Next": "Done"}],
              "Default": "Failed"
            },
            "Done": {"Type": "Succeed"},
            "Failed": {"Type": "Fail", "ErrorPath": "$.Error", "Cause": "no"}
          }
        }
        """;

    private readonly WorkflowDefinition definition = Definitions.Json(Document).Definition!;

    [Fact]
    public void It_has_no_name_and_no_version_of_its_own()
    {
        Assert.Equal((Spelling.Asl, null, null), (definition.Spelling, definition.Name, definition.Version));
        Assert.Equal(("an order", TimeSpan.FromMinutes(1)), (definition.Description, definition.Timeout));
    }

    [Fact]
    public void The_arn_of_a_function_names_the_handler() => Assert.Equal("check", ((TaskState)definition.States["Check"]).Target.Name);

    [Fact]
    public void Its_results_and_errors_replace_the_data()
    {
        var task = (TaskState)definition.States["Check"];
        Assert.Equal(ResultPlacement.Replace, task.ResultPath);
        Assert.Equal(ResultPlacement.Replace, task.Catchers[0].ResultPath);
    }

    [Fact]
    public void Its_attempts_count_retries()
    {
        var retriers = ((TaskState)definition.States["Check"]).Retriers;
        Assert.Equal(
            (3, TimeSpan.FromSeconds(1), 2d, Jitter.None),
            (retriers[0].MaxRetries, retriers[0].Interval, retriers[0].BackoffMultiplier, retriers[0].Jitter)
        );
        Assert.Equal(
            (0, TimeSpan.FromSeconds(9), 1.5, Jitter.Full),
            (retriers[1].MaxRetries, retriers[1].MaxInterval, retriers[1].BackoffMultiplier, retriers[1].Jitter)
        );
    }

    [Fact]
    public void Names_with_a_dash_need_no_quotes() =>
        Assert.Equal("""{"id":7}""", definition.States["Check"].Input!.Evaluate(Contexts.Of("""{"order-id": 7}""")).ToString());

    [Theory]
    [InlineData("""{"a": 2}""", true)]
    [InlineData("""{"a": 0}""", false)]
    [InlineData("""{"a": "x"}""", true)]
    [InlineData("{}", false)]
    public void Its_conditions_nest(string data, bool expected) =>
        Assert.Equal(expected, ((ChoiceState)definition.States["Decide"]).Choices[0].Condition.IsTrue(Contexts.Of(data)));

    [Fact]
    public void A_missing_variable_is_a_runtime_error()
    {
        var strict = Definitions
            .Json(Document.Replace("\"IsPresent\": true", "\"NumericEquals\": 1", StringComparison.Ordinal))
            .Definition!;
        var condition = ((ChoiceState)strict.States["Decide"]).Choices[0].Condition;
        Assert.Equal(ErrorNames.Runtime, Assert.Throws<EvaluationException>(() => condition.IsTrue(Contexts.Of("{}"))).Error.Name);
    }

    [Fact]
    public void A_native_key_is_reported_where_it_stands()
    {
        var result = Definitions.Json(Document.Replace("\"Default\"", "\"default\"", StringComparison.Ordinal));
        var problem = Assert.Single(result.Problems);
        Assert.Equal(
            (ProblemCodes.MixedSpelling, "$.States.Decide.default", 14),
            (problem.Code, problem.Position.Path, problem.Position.Line)
        );
    }
}
