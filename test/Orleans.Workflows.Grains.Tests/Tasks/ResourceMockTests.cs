using Workflows.Core.State;
using Workflows.Grains.Tests.Support;

namespace Workflows.Grains.Tests.Tasks;

public sealed class ResourceMockTests : IDisposable
{
    private readonly Database database = Database.Sqlite();
    private readonly string file = Path.Combine(Path.GetTempPath(), $"mocks-{Path.GetRandomFileName()}.json");

    public void Dispose()
    {
        database.Dispose();
        File.Delete(file);
    }

    [Theory]
    [InlineData("worker:packers")]
    [InlineData("callback:reviewer")]
    [InlineData("workflow:nowhere")]
    [InlineData("arn:aws:states:::sqs:sendMessage")]
    [InlineData("arn:aws:lambda:us-east-1:123456789012:function:price")]
    public async Task A_mock_of_exactly_the_resource_answers_instead_of_whoever_it_names(string resource)
    {
        await File.WriteAllTextAsync(file, $$$"""{"resources":{"{{{resource}}}":[{"result":{"mocked":true}}]}}""");
        await using var engine = await Engine.StartAsync(database, configure: options => options.Mocks.File = file);
        await engine.RegisterAsync($$$"""{name: m, startAt: t, states: {t: {type: Task, resource: "{{{resource}}}", end: true} } }""");
        var state = await engine.EndOfAsync(await engine.StartAsync("m"));

        Assert.Equal((ExecutionStatus.Succeeded, """{"mocked":true}"""), (state.Status, state.Output!.ToString()));
    }

    [Theory]
    [InlineData("arn:aws:states:::sqs:sendMessage.waitForTaskToken")]
    [InlineData("arn:aws:states:::apigateway:invoke.waitForTaskToken")]
    [InlineData("arn:aws:states:::ecs:runTask.waitForTaskToken")]
    public async Task A_mock_of_a_service_that_is_given_a_token_only_takes_the_request(string resource)
    {
        await File.WriteAllTextAsync(file, $$$"""{"resources":{"{{{resource}}}":[{"result":{"MessageId":"1"}}]}}""");
        await using var engine = await Engine.StartAsync(database, configure: options => options.Mocks.File = file);
        await engine.RegisterAsync(
            $$$"""{name: m, startAt: t, states: {t: {type: Task, resource: "{{{resource}}}", timeout: 2, end: true} } }"""
        );
        var state = await engine.EndOfAsync(await engine.StartAsync("m"));

        Assert.Equal((ExecutionStatus.Failed, "States.Timeout"), (state.Status, state.Error));
    }

    [Fact]
    public async Task A_mock_of_the_name_of_a_callback_only_takes_the_request()
    {
        await File.WriteAllTextAsync(file, """{"resources":{"reviewer":[{"result":"mailed"}]}}""");
        await using var engine = await Engine.StartAsync(database, configure: options => options.Mocks.File = file);
        await engine.RegisterAsync(
            "{name: m, startAt: t, states: {t: {type: Task, resource: 'callback:reviewer', timeout: 2, end: true}}}"
        );
        var state = await engine.EndOfAsync(await engine.StartAsync("m"));

        Assert.Equal((ExecutionStatus.Failed, "States.Timeout"), (state.Status, state.Error));
    }
}
