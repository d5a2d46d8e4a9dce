using Workflows.Server.Problems;
using Workflows.Testing;
using Workflows.Testing.Postgres;

namespace Workflows.Server.Tests.Engine;

/// <content>Why an execution failed, and what it waits for.</content>
public abstract partial class EngineContract
{
    [ContractFact]
    public async Task An_execution_names_the_step_that_failed_inside_a_branch_even_after_its_compensation()
    {
        var server = await GetServerAsync();
        var name = NewName();
        await RegisterAsync(
            server,
            $$"""
            name: {{name}}
            startAt: reserve
            states:
              reserve:
                type: Task
                resource: inventoryService.reserve
                compensate: { resource: paymentService.reverse }
                next: both
              both:
                type: Parallel
                branches:
                  - startAt: refuse
                    states:
                      refuse: { type: Fail, error: OutOfStock, cause: none left }
                end: true
            """
        );

        var execution = await server.PostAsync("/workflow-executions?wait=30", $$"""{"workflow":"{{name}}"}""");
        var failed = await server.GetAsync($"/workflow-executions/{execution["id"]}/steps?status=Failed&payloads=false");

        Assert.Equal(("Failed", "OutOfStock"), (execution["status"], execution["error"]));
        Assert.Equal("""{"id":"both[0]/refuse","state":"refuse"}""", execution.Json.GetProperty("failedStep").GetRawText());
        Assert.Equal(["both", "both[0]/refuse"], Items(failed, "id"));
        Assert.All(failed.Json.GetProperty("items").EnumerateArray(), step => Assert.False(step.TryGetProperty("input", out _)));
    }

    [ContractFact]
    public async Task An_execution_says_what_each_of_its_steps_waits_for()
    {
        var server = await GetServerAsync();
        var child = await RegisterWaitingAsync(server);
        var (name, queue) = (NewName(), NewName());
        await RegisterAsync(
            server,
            $$"""
            name: {{name}}
            startAt: all
            states:
              all:
                type: Parallel
                branches:
                  - startAt: approval
                    states: { approval: { type: Event, event: approved, correlation: { n.$: $.n }, timeout: 3600, end: true } }
                  - startAt: pack
                    states: { pack: { type: Task, resource: "worker:{{queue}}", end: true } }
                  - startAt: nap
                    states: { nap: { type: Wait, seconds: 3600, end: true } }
                  - startAt: ship
                    states: { ship: { type: Task, resource: "workflow:{{child}}", end: true } }
                end: true
            """
        );
        var id = (await server.PostAsync("/workflow-executions?wait=0.1", $$$"""{"workflow":"{{{name}}}","input":{"n":7}}"""))["id"];

        var awaiting = (await server.GetAsync($"/workflow-executions/{id}")).Json.GetProperty("awaiting").EnumerateArray().ToList();

        Assert.Equal(["Event", "Worker", "Timer", "Child"], awaiting.Select(one => one.GetProperty("type").GetString()));
        Assert.Equal(
            ("all[0]/approval", "approved", """{"n":7}"""),
            (
                awaiting[0].GetProperty("stepId").GetString(),
                awaiting[0].GetProperty("event").GetString(),
                awaiting[0].GetProperty("correlation").GetRawText()
            )
        );
        Assert.True(awaiting[0].GetProperty("until").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        Assert.Equal(queue, awaiting[1].GetProperty("queue").GetString());
        Assert.True(awaiting[2].GetProperty("until").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        var childId = awaiting[3].GetProperty("executionId").GetString();
        await Poll.UntilAsync(async () => (await server.GetAsync($"/workflow-executions/{childId}"))["status"] == "Running");
        await server.SendAsync(HttpMethod.Put, $"/workflow-executions/{id}/cancel");
    }

    [ContractFact]
    public async Task An_event_that_no_state_takes_is_kept_with_a_warning_and_can_be_read()
    {
        var server = await GetServerAsync();
        var name = await RegisterWaitingAsync(server);
        var path = $"/workflow-executions/{(await server.PostAsync("/workflow-executions", $$"""{"workflow":"{{name}}"}"""))["id"]}";

        var sent = await server.PostAsync($"{path}/events", """{"name":"aproved","payload":{"by":"Ann"},"correlation":1}""");
        var kept = await server.GetAsync($"{path}/events");

        Assert.Equal((202, "No Event state of the workflow waits for events of the name \"aproved\"."), (sent.Status, sent["warning"]));
        var one = Assert.Single(kept.Json.GetProperty("items").EnumerateArray());
        Assert.Equal(
            ("aproved", """{"by":"Ann"}""", "1"),
            (one.GetProperty("name").GetString(), one.GetProperty("payload").GetRawText(), one.GetProperty("correlation").GetRawText())
        );
    }

    [ContractFact]
    public async Task Variables_can_be_read_in_the_execution_and_in_the_step_that_assigned_them()
    {
        var server = await GetServerAsync();
        var name = NewName();
        await RegisterAsync(
            server,
            $"name: {name}\nstartAt: one\nstates:\n  one: {{ type: Pass, assign: {{ customer.$: $.c }}, next: nap }}\n  nap: {{ type: Wait, seconds: 3600, end: true }}\n"
        );
        var started = await server.PostAsync("/workflow-executions?wait=0.1", $$$"""{"workflow":"{{{name}}}","input":{"c":"K-1"}}""");

        var step = await server.GetAsync($"/workflow-executions/{started["id"]}/steps/one");

        Assert.Equal("""{"customer":"K-1"}""", started["variables"]);
        Assert.Equal("""{"customer":"K-1"}""", step["variables"]);
        await server.SendAsync(HttpMethod.Put, $"/workflow-executions/{started["id"]}/cancel");
    }

    [ContractFact]
    public async Task Queues_show_their_tasks_and_who_polled_last()
    {
        var server = await GetServerAsync();
        var (name, queue) = (NewName(), NewName());
        await RegisterAsync(
            server,
            $"name: {name}\nstartAt: pack\nstates:\n  pack: {{ type: Task, resource: \"worker:{queue}\", end: true }}\n"
        );
        for (var i = 0; i < 3; i++)
            await server.PostAsync("/workflow-executions?wait=0.1", $$"""{"workflow":"{{name}}"}""");
        await server.PostAsync($"/task-queues/{queue}/poll", """{"worker":"packer-1","max":1}""");

        await Poll.UntilAsync(async () => (await FindQueueAsync()) is { } found && found.TryGetProperty("lastWorker", out _));

        var shown = (await FindQueueAsync())!.Value;
        Assert.Equal((2, 1), (shown.GetProperty("waiting").GetInt32(), shown.GetProperty("leased").GetInt32()));
        Assert.Equal("packer-1", shown.GetProperty("lastWorker").GetString());
        Assert.InRange(
            shown.GetProperty("oldestAt").GetDateTimeOffset(),
            DateTimeOffset.UtcNow.AddMinutes(-10),
            DateTimeOffset.UtcNow.AddMinutes(1)
        );

        async Task<System.Text.Json.JsonElement?> FindQueueAsync()
        {
            var queues = await server.GetAsync("/task-queues?pageSize=500");
            foreach (var one in queues.Json.GetProperty("items").EnumerateArray())
            {
                if (one.GetProperty("name").GetString() == queue)
                    return one;
            }
            return null;
        }
    }

    [ContractFact]
    public async Task An_execution_that_has_ended_can_be_removed()
    {
        var server = await GetServerAsync();
        var ended = $"/workflow-executions/{(await StartAsync(server, await RegisterGreetingAsync(server)))["id"]}";
        var waiting = await server.PostAsync("/workflow-executions", $$"""{"workflow":"{{await RegisterWaitingAsync(server)}}"}""");

        var removed = await server.SendAsync(HttpMethod.Delete, ended);

        Assert.Equal(204, removed.Status);
        (await server.GetAsync(ended)).AssertProblem(ProblemType.UnknownExecution);
        (await server.GetAsync(ended + "/history")).AssertProblem(ProblemType.UnknownExecution);
        (await server.SendAsync(HttpMethod.Delete, ended)).AssertProblem(ProblemType.UnknownExecution);
        (await server.SendAsync(HttpMethod.Delete, $"/workflow-executions/{waiting["id"]}")).AssertProblem(ProblemType.ExecutionNotEnded);
    }
}
