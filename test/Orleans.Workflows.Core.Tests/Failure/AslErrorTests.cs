using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Core.Work;
using Workflows.Language.Data;

namespace Workflows.Core.Failure;

/// <summary>Where AWS, as recorded from the real service, does otherwise than our own documents.</summary>
public sealed class AslErrorTests
{
    [Theory]
    [InlineData("States.Runtime")]
    [InlineData("States.ALL")]
    public void A_runtime_error_ends_the_execution_whatever_catches(string caught)
    {
        var execution = Start(
            $$""" "OutputPath": "$.no.such", "Catch": [{ "ErrorEquals": ["{{caught}}"], "Next": "Caught" }], "Next": "Caught" """
        );
        execution.Complete("{}");
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (execution.State.Status, execution.State.Error));
    }

    [Fact]
    public void A_result_that_is_too_large_is_caught_by_States_ALL()
    {
        var execution = Start(""" "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Caught" }], "Next": "Caught" """);
        execution.Complete($"\"{new string('a', 257 * 1024)}\"");
        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        Assert.Equal("States.DataLimitExceeded", execution.State.Output!.Root.GetProperty("Error").GetString());
    }

    [Theory]
    [InlineData("States.HeartbeatTimeout", "States.HeartbeatTimeout")]
    [InlineData("States.Timeout", "States.Timeout")]
    public void A_missed_heartbeat_is_a_timeout_unless_it_is_asked_for_by_name(string caught, string error)
    {
        var execution = Start($$""" "Catch": [{ "ErrorEquals": ["{{caught}}"], "Next": "Caught" }], "Next": "Caught" """);
        var task = execution.RunningTask();
        execution.Send(new TimeOutTask(task.Step, task.Attempt, new WorkflowError(ErrorNames.HeartbeatTimeout, "silent")));
        Assert.Equal(error, execution.State.Output!.Root.GetProperty("Error").GetString());
    }

    [Theory]
    [InlineData("ToleratedFailureCountPath", "-1")]
    [InlineData("ToleratedFailurePercentagePath", "-1")]
    [InlineData("ToleratedFailurePercentagePath", "100.1")]
    public void A_Map_tolerates_neither_less_than_nothing_nor_more_than_all(string key, string value)
    {
        var execution = new TestExecution(
            Programs.FromJson(
                $$"""
                { "StartAt": "Map", "States": { "Map": { "Type": "Map", "ItemsPath": "$.items", "{{key}}": "$.tolerated", "End": true,
                  "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Pass", "End": true } } } } } }
                """
            )
        );
        execution.Start($$"""{ "items": [1], "tolerated": {{value}} }""");
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (execution.State.Status, execution.State.Error));
    }

    [Fact]
    public void A_function_that_is_invoked_without_a_payload_gets_an_empty_object()
    {
        var execution = new TestExecution(
            Programs.FromJson(
                """
                { "StartAt": "Work", "States": { "Work": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                  "Parameters": { "FunctionName": "f", "Payload": null } } } }
                """
            )
        );
        execution.Start();
        Assert.Equal("{}", Assert.IsType<RunTask>(execution.RunningTask()).Input.ToString());
        execution.Complete("[1]");
        Assert.Equal("[1]", execution.State.Output!.Root.GetProperty("Payload").GetRawText());
        Assert.Equal(
            "3",
            execution.State.Output.Root.GetProperty("SdkHttpMetadata").GetProperty("HttpHeaders").GetProperty("Content-Length").GetString()
        );
    }

    private static TestExecution Start(string more)
    {
        var execution = new TestExecution(
            Programs.FromJson(
                $$"""
                { "StartAt": "Work", "States": {
                  "Work": { "Type": "Task", "Resource": "r", {{more}} },
                  "Caught": { "Type": "Pass", "End": true } } }
                """
            )
        );
        execution.Start();
        return execution;
    }
}
