using Workflows.Core.Commands;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;

namespace Workflows.Core.States;

public sealed class AslDocumentTests
{
    [Theory]
    [InlineData("true", """{"k":1}""")]
    [InlineData("false", """{"from":"default"}""")]
    public void The_output_of_a_Choice_belongs_to_its_default(string condition, string expected)
    {
        var execution = Start(
            """
            {"QueryLanguage": "JSONata", "StartAt": "C", "States": {
              "C": {"Type": "Choice", "Choices": [{"Condition": CONDITION, "Next": "M"}], "Default": "M", "Output": {"from": "default"}},
              "M": {"Type": "Pass", "End": true}}}
            """.Replace("CONDITION", condition, StringComparison.Ordinal),
            """{"k": 1}"""
        );
        execution.AssertData(expected);
    }

    [Fact]
    public void An_expression_that_fails_is_told_once_for_each_attempt()
    {
        var execution = Start(
            """
            {"QueryLanguage": "JSONata", "StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "r", "Arguments": {"a": {"b": "{% $nobody %}"}},
              "Retry": [{"ErrorEquals": ["States.QueryEvaluationError"], "MaxAttempts": 1}], "End": true}}}
            """
        );
        execution.FireTimer();
        var failures = execution.History.OfType<EvaluationFailed>().ToList();
        Assert.Equal(["Arguments/a/b", "Arguments/a/b"], failures.Select(failure => failure.Location));
        Assert.All(failures, failure => Assert.Equal(ErrorNames.QueryEvaluationError, failure.Error));
        Assert.Equal(ExecutionStatus.Failed, execution.State.Status);
    }

    [Fact]
    public void A_path_that_fails_is_told_by_the_failure_alone()
    {
        var execution = Start("""{"StartAt": "P", "States": {"P": {"Type": "Pass", "InputPath": "$.nothing", "End": true}}}""");
        Assert.Empty(execution.History.OfType<EvaluationFailed>());
        Assert.Equal(ErrorNames.Runtime, execution.State.Error);
    }

    [Fact]
    public void Ids_in_the_context_are_ARNs()
    {
        var execution = Start(
            """
            {"StartAt": "P", "States": {"P": {"Type": "Pass", "Parameters": {"e.$": "$$.Execution.Id", "n.$": "$$.Execution.Name", "m.$": "$$.StateMachine.Id",
              "account.$": "States.ArrayGetItem(States.StringSplit($$.StateMachine.Id, ':'), 4)"}, "End": true}}}
            """
        );
        execution.AssertData(
            """
            {"e": "arn:aws:states:us-east-1:000000000000:execution:asl:x", "n": "x", "m": "arn:aws:states:us-east-1:000000000000:stateMachine:asl",
             "account": "000000000000"}
            """
        );
    }

    [Theory]
    [InlineData("\"{\\\"n\\\": 1}\"", """{"n": 1}""")]
    [InlineData("\"plain\"", "\"plain\"")]
    [InlineData("{\"n\": 2}", """{"n": 2}""")]
    public void A_text_as_payload_is_the_JSON_that_a_function_gets(string payload, string expected) =>
        TestExecution.AssertJson(expected, Invoke($$"""{"FunctionName": "f", "Payload": {{payload}}}""").RunningTask().Input);

    [Fact]
    public void The_end_of_the_log_is_part_of_the_result_where_it_was_asked_for()
    {
        var execution = Invoke("""{"FunctionName": "f", "LogType": "Tail"}""");
        execution.Complete("1");
        var result = execution.State.Output!.Root;
        Assert.StartsWith(
            "START RequestId",
            System.Text.Encoding.UTF8.GetString(result.GetProperty("LogResult").GetBytesFromBase64()),
            StringComparison.Ordinal
        );
        Assert.True(result.GetProperty("SdkHttpMetadata").GetProperty("HttpHeaders").TryGetProperty("X-Amz-Log-Result", out _));
    }

    [Fact]
    public void A_failure_without_a_name_is_told_as_null()
    {
        var execution = Start(
            """
            {"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [{"StartAt": "F", "States": {"F": {"Type": "Fail"}}}],
              "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "H"}], "End": true}, "H": {"Type": "Succeed"}}}
            """
        );
        execution.AssertData("""{"Error": null, "Cause": null}""");
    }

    [Fact]
    public void A_job_that_is_waited_for_has_a_token()
    {
        var execution = Start(
            """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "Parameters": {"token.$": "$$.Task.Token"}, "End": true}}}
            """
        );
        Assert.NotEmpty(execution.RunningTask().Input.Root.GetProperty("token").GetString()!);
    }

    [Fact]
    public void Any_service_that_is_given_a_token_is_waited_for()
    {
        var execution = Start(
            """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
              "Parameters": {"MessageBody": {"token.$": "$$.Task.Token"}}, "End": true}}}
            """
        );
        var request = execution.RunningTask();
        Assert.Equal(request.Token, request.Input.Root.GetProperty("MessageBody").GetProperty("token").GetString());
        execution.Send(new SubmitTask(request.Step, request.Attempt));
        Assert.Equal(ExecutionStatus.Running, execution.State.Status);
        execution.Send(new CompleteTask(request.Step, request.Attempt, TestExecution.Json("\"approved\"")));
        execution.AssertData("\"approved\"");
    }

    private static TestExecution Invoke(string parameters) =>
        Start(
            """{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true, "Parameters": PARAMETERS}}}""".Replace(
                "PARAMETERS",
                parameters,
                StringComparison.Ordinal
            )
        );

    private static TestExecution Start(string document, string input = "{}")
    {
        var execution = new TestExecution(Programs.FromJson(document));
        execution.Start(input);
        return execution;
    }
}
