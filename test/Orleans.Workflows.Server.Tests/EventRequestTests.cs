using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Server.Problems;
using Workflows.Server.Tests.Fakes;

namespace Workflows.Server.Tests;

public sealed class EventRequestTests : IAsyncLifetime
{
    private ServerUnderTest server = null!;

    public async Task InitializeAsync()
    {
        server = await ServerUnderTest.StartWithoutEngineAsync();
        await server.PostAsync("/workflow-executions", """{"workflow":"waiting","id":"e"}""");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task An_event_reaches_the_engine_as_it_was_sent()
    {
        var answer = await server.PostAsync(
            "/workflow-executions/e/events",
            """{"name":"paid","payload":{"a":1.0},"eventId":"x","correlation":[1]}"""
        );

        var sent = server.Executions.LastEvent!;
        Assert.Equal((202, "paid", "x"), (answer.Status, sent.Name, sent.EventId));
        Assert.Equal(("""{"a":1.0}""", "[1]"), (sent.Payload.ToString(), sent.Correlation!.ToString()));
    }

    [Fact]
    public async Task An_event_needs_no_more_than_a_name()
    {
        Assert.Equal(202, (await server.PostAsync("/workflow-executions/e/events", """{"name":"paid"}""")).Status);
        Assert.Equal(("paid", "null"), (server.Executions.LastEvent!.Name, server.Executions.LastEvent.Payload.ToString()));
    }

    [Fact]
    public async Task A_repeat_is_200_and_too_many_are_429_with_a_time_to_come_again()
    {
        var repeat = await server.PostAsync("/workflow-executions/e/events", """{"name":"paid","eventId":"again"}""");
        var tooMany = await server.PostAsync("/workflow-executions/e/events", """{"name":"flood"}""");

        Assert.Equal(200, repeat.Status);
        tooMany.AssertProblem(ProblemType.TooManyEvents);
        Assert.Equal("5", tooMany.Headers["Retry-After"]);
    }

    [Fact]
    public async Task An_event_for_nobody_is_404_and_for_an_ended_execution_409()
    {
        await server.PostAsync("/workflow-executions", """{"workflow":"greeting","id":"ended"}""");

        (await server.PostAsync("/workflow-executions/nobody/events", """{"name":"paid"}""")).AssertProblem(ProblemType.UnknownExecution);
        (await server.PostAsync("/workflow-executions/ended/events", """{"name":"paid"}""")).AssertProblem(ProblemType.ExecutionEnded);
    }

    [Theory]
    [InlineData("{}", "$", "missing-key")]
    [InlineData("""{"name":""}""", "$.name", "invalid-value")]
    [InlineData("""{"name":"a\u0000"}""", "$.name", "invalid-unicode")]
    [InlineData("""{"name":"a","eventId":7}""", "$.eventId", "wrong-type")]
    [InlineData("""{"name":"a","data":1}""", "$.data", "unknown-key")]
    public async Task A_mistake_is_400_and_named(string body, string place, string code)
    {
        (await server.PostAsync("/workflow-executions/e/events", body)).AssertMistake(ProblemType.InvalidRequest, place, code);
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        var payload = new string('a', 256 * 1024);
        var correlation = new string('a', 4 * 1024);

        (await server.PostAsync("/workflow-executions/e/events", $$"""{"name":"a","payload":"{{payload}}"}""")).AssertProblem(
            ProblemType.TooLarge
        );
        (await server.PostAsync("/workflow-executions/e/events", $$"""{"name":"a","correlation":"{{correlation}}"}""")).AssertMistake(
            ProblemType.InvalidRequest,
            "$.correlation",
            "invalid-value"
        );
    }

    [Fact]
    public async Task A_redrive_answers_the_execution_in_its_next_run()
    {
        (await server.PostAsync("/workflow-executions/e/redrive", "")).AssertProblem(ProblemType.NotRedrivable);
        (await server.PostAsync("/workflow-executions/nobody/redrive", "")).AssertProblem(ProblemType.UnknownExecution);
        await server.SendAsync(HttpMethod.Put, "/workflow-executions/e/cancel");

        var redriven = await server.PostAsync("/workflow-executions/e/redrive", "");

        Assert.Equal((200, "Running", "2"), (redriven.Status, redriven["status"], redriven["run"]));
        Assert.Equal("""["a%2Fb"]""", redriven["currentStates"]);
    }

    [Fact]
    public async Task Steps_inside_of_branches_and_compensations_are_shown_and_found()
    {
        var at = FakeExecutions.Moment.AddDays(1);
        server.Executions.Add(
            "e",
            new WaitEnded(at, 1),
            new StepLeft(at, 1, null, "fan_out"),
            new StepEntered(at, 2, Scope.Top, "fan_out", 1),
            new ParallelStarted(at, 2, 1, 2, null),
            new StepEntered(at, 3, 1, "charge", 1),
            new StepEntered(at, 4, 2, "ship", 1),
            new TaskScheduled(at, 3, 1, null, null),
            new TaskCompleted(at, 3, 1, JsonData.EmptyObject),
            new CompensationRegistered(at, 3, true)
        );

        var running = await server.GetAsync("/workflow-executions/e");
        server.Executions.Add(
            "e",
            new CompensationStarted(at, 0, ExecutionStatus.Cancelled, null, "enough"),
            new CompensationEntered(at, 5, 3)
        );
        var compensating = await server.GetAsync("/workflow-executions/e");

        Assert.Equal("""["fan_out[0]/charge","fan_out[1]/ship"]""", running["currentStates"]);
        Assert.Equal("Compensating", compensating["status"]);
        Assert.Equal("""["fan_out[0]/charge@undo"]""", compensating["currentStates"]);
        Assert.Equal("""{"completed":0,"failed":0}""", compensating["compensation"]);
        Assert.Equal("4", (await server.GetAsync("/workflow-executions/e/steps/fan_out[1]/ship"))["number"]);
        Assert.Equal("4", (await server.GetAsync("/workflow-executions/e/steps/fan_out%5B1%5D%2Fship"))["number"]);
        var undo = await server.GetAsync("/workflow-executions/e/steps/fan_out%5B0%5D/charge@undo");
        Assert.Equal(("5", "fan_out[0]/charge"), (undo["number"], undo["undoes"]));
    }
}
