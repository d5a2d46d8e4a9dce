using System.Text;
using Workflows.Core.State;
using Workflows.Grains.Contracts;
using Workflows.Grains.Tests.Support;
using Workflows.Language.Documents;

namespace Workflows.Grains.Tests.Tasks;

public sealed class MockedArnTests : IDisposable
{
    private const string Document = """
        name: notify
        startAt: publish
        states:
          publish: { type: Task, resource: "arn:aws:states:::sns:publish", end: true }
        """;

    private readonly Database database = Database.Sqlite();
    private readonly string mocks = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.yaml");

    [Fact]
    public async Task An_arn_runs_where_a_mock_answers_for_it_and_stays_readable_when_the_mock_is_gone()
    {
        await File.WriteAllTextAsync(mocks, "resources:\n  arn:aws:states:::sns:publish: [{ result: { sent: true } }]\n");
        await using (var engine = await Engine.StartAsync(database, configure: options => options.Mocks.File = mocks))
        {
            await engine.RegisterAsync(Document);
            var end = await engine.EndOfAsync(await engine.StartAsync("notify"));
            Assert.Equal(("""{"sent":true}""", null), (end.Output?.ToString(), end.Cause));
        }

        await using var without = await Engine.StartAsync(database);
        Assert.Equal(
            [ProblemCodes.InvalidResource],
            (
                await without.Workflows.ValidateAsync(
                    new RegisterRequest(Encoding.UTF8.GetBytes(Document), DocumentFormat.Yaml, null, null)
                )
            ).Select(problem => problem.Code)
        );
        Assert.Equal(ExecutionStatus.Failed, (await without.EndOfAsync(await without.StartAsync("notify"))).Status);
    }

    public void Dispose()
    {
        database.Dispose();
        File.Delete(mocks);
    }
}
