using Workflows.Testing;
using Workflows.Testing.Postgres;

namespace Workflows.Server.Tests.Engine;

/// <summary>Branches, events, work outside and compensation, as users see them.</summary>
public abstract partial class EngineContract
{
    [ContractFact]
    public async Task Branches_run_at_once_and_their_steps_are_found()
    {
        var server = await GetServerAsync();
        var name = NewName();
        await RegisterAsync(
            server,
            $$"""
            name: {{name}}
            startAt: fan_out
            states:
              fan_out:
                type: Parallel
                branches:
                  - startAt: one
                    states: { one: { type: Pass, result: { n: 1 }, end: true } }
                  - startAt: two
                    states: { two: { type: Event, event: go, end: true } }
                resultPath: $.both
                end: true
            """
        );
        var id = (await server.PostAsync("/workflow-executions", $$$"""{"workflow":"{{{name}}}","input":{"n":0}}"""))["id"];

        Assert.Equal("""["fan_out[1]/two"]""", (await server.GetAsync($"/workflow-executions/{id}"))["currentStates"]);
        Assert.Equal("Waiting", (await server.GetAsync($"/workflow-executions/{id}/steps/fan_out[1]/two"))["status"]);
        var sent = await server.PostAsync($"/workflow-executions/{id}/events", """{"name":"go","payload":{"m":2},"eventId":"1"}""");
        var again = await server.PostAsync($"/workflow-executions/{id}/events", """{"name":"go","payload":{"m":2},"eventId":"1"}""");
        await EndAsync(server, id);

        Assert.Equal((202, 200), (sent.Status, again.Status));
        Assert.Equal("""{"n":0,"both":[{"n":1},{"n":0,"m":2}]}""", (await server.GetAsync($"/workflow-executions/{id}"))["output"]);
    }

    [ContractFact]
    public async Task A_worker_gets_its_task_and_completes_it_once()
    {
        var server = await GetServerAsync();
        var name = NewName();
        await RegisterAsync(
            server,
            $$"""
            name: {{name}}
            startAt: print
            states:
              print: { type: Task, resource: "worker:{{name}}", end: true }
            """
        );
        var id = (await server.PostAsync("/workflow-executions", $$$"""{"workflow":"{{{name}}}","input":{"text":"hello"}}"""))["id"];

        var poll = await server.PostAsync($"/task-queues/{name}/poll", """{"worker":"w","wait":20}""");
        var task = poll.Json.GetProperty("items")[0];
        var token = task.GetProperty("token").GetString();
        var heartbeat = await server.SendAsync(HttpMethod.Post, $"/tasks/{token}/heartbeat");
        var done = await server.PostAsync($"/tasks/{token}/complete", """{"output":{"pages":1}}""");
        var same = await server.PostAsync($"/tasks/{token}/complete", """{"output":{"pages":1}}""");
        var other = await server.PostAsync($"/tasks/{token}/complete", """{"output":{"pages":2}}""");
        await EndAsync(server, id);

        Assert.Equal((id, "print", """{"text":"hello"}"""), (Text("executionId"), Text("stepId"), Text("input")));
        Assert.Equal((204, 204, 204), (heartbeat.Status, done.Status, same.Status));
        other.AssertProblem(Problems.ProblemType.TokenUsed);
        Assert.Equal("""{"text":"hello","pages":1}""", (await server.GetAsync($"/workflow-executions/{id}"))["output"]);

        string Text(string member) => task.GetProperty(member).ToString();
    }

    [ContractFact]
    public async Task What_was_done_is_undone_when_the_execution_is_cancelled_so()
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
                resource: "worker:{{name}}"
                compensate: { resource: "worker:{{name}}-undo" }
                next: pause
              pause: { type: Wait, seconds: 600, end: true }
            """
        );
        var id = (await server.PostAsync("/workflow-executions", $$"""{"workflow":"{{name}}"}"""))["id"];
        await CompleteAsync(server, name, """{"output":{"reservation":7}}""");
        await Poll.UntilAsync(async () => (await server.GetAsync($"/workflow-executions/{id}"))["currentStates"] == """["pause"]""");

        var cancelled = await server.SendAsync(
            HttpMethod.Put,
            $"/workflow-executions/{id}/cancel",
            """{"compensate":true,"reason":"enough"}"""
        );
        var redrive = await server.PostAsync($"/workflow-executions/{id}/redrive", "");
        await CompleteAsync(server, name + "-undo", "{}");
        await EndAsync(server, id);
        var ended = await server.GetAsync($"/workflow-executions/{id}");

        Assert.Equal((200, "Compensating"), (cancelled.Status, cancelled["status"]));
        redrive.AssertProblem(Problems.ProblemType.NotRedrivable);
        Assert.Equal(("Cancelled", "enough"), (ended["status"], ended["cause"]));
        Assert.Equal("""{"completed":1,"failed":0}""", ended["compensation"]);
        Assert.Equal("Succeeded", (await server.GetAsync($"/workflow-executions/{id}/steps/reserve@undo"))["status"]);
    }

    private static async Task CompleteAsync(ServerUnderTest server, string queue, string body)
    {
        var poll = await server.PostAsync($"/task-queues/{queue}/poll", """{"worker":"w","wait":20}""");
        var token = poll.Json.GetProperty("items")[0].GetProperty("token").GetString();
        Assert.Equal(204, (await server.PostAsync($"/tasks/{token}/complete", body)).Status);
    }

    private static Task EndAsync(ServerUnderTest server, string? id) =>
        Poll.UntilAsync(async () => (await server.GetAsync($"/workflow-executions/{id}")).Json.TryGetProperty("endedAt", out _));
}
