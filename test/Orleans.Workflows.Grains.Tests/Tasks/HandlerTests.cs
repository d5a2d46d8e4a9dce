using Microsoft.Extensions.DependencyInjection;
using Workflows.Core.State;
using Workflows.Grains.Tasks;
using Workflows.Grains.Tests.Support;
using Workflows.Language.Data;

namespace Workflows.Grains.Tests.Tasks;

public sealed class HandlerTests : IDisposable
{
    private readonly Database database = Database.Sqlite();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task A_resource_that_nobody_answers_for_is_not_found()
    {
        var state = await RunAsync(_ => { });

        Assert.Equal((ExecutionStatus.Failed, "States.ResourceNotFound"), (state.Status, state.Error));
    }

    [Fact]
    public async Task Any_other_exception_is_a_failed_task_with_its_message()
    {
        var state = await RunAsync(services =>
            services.AddTaskHandler("work", (_, _) => throw new TimeZoneNotFoundException("no such zone"))
        );

        Assert.Equal(("States.TaskFailed", "no such zone"), (state.Error, state.Cause));
    }

    [Fact]
    public async Task A_message_that_names_types_of_the_runtime_stays_in_the_log()
    {
        object text = "1";
        Exception[] internals =
        [
            Assert.Throws<InvalidCastException>(() => (int)text),
            new NullReferenceException(),
            new ObjectDisposedException("System.Net.Http.HttpClient"),
            new AggregateException(new InvalidOperationException("Npgsql.NpgsqlConnection is closed")),
        ];
        foreach (var thrown in internals)
            Assert.Equal(ExceptionCause.Internal, ExceptionCause.Of(thrown));

        var state = await RunAsync(services => services.AddTaskHandler("work", (_, _) => throw internals[0]));

        Assert.Equal(("States.TaskFailed", ExceptionCause.Internal), (state.Error, state.Cause));
    }

    [Fact]
    public async Task A_handler_cannot_throw_a_reserved_name()
    {
        var state = await RunAsync(services =>
            services.AddTaskHandler("work", (_, _) => throw new TaskException("States.Timeout", "mine"))
        );

        Assert.Equal("States.TaskFailed", state.Error);
        Assert.Contains("States.Timeout", state.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handler_class_lives_in_a_scope_of_its_own()
    {
        var state = await RunAsync(services => services.AddScoped<Greeting>().AddTaskHandler<Greeter>("work"));

        Assert.Equal("""{"greeting":"hello"}""", state.Output!.ToString());
    }

    [Fact]
    public void A_handler_needs_a_name_without_a_scheme() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddTaskHandler("http:x", (_, _) => default));

    private async Task<ExecutionState> RunAsync(Action<IServiceCollection> services)
    {
        await using var engine = await Engine.StartAsync(database, services);
        await engine.RegisterAsync("{name: one, startAt: work, states: {work: {type: Task, resource: work, end: true}}}");
        return await engine.EndOfAsync(await engine.StartAsync("one"));
    }

    private sealed class Greeting
    {
        public string Text { get; } = "hello";
    }

    private sealed class Greeter(Greeting greeting) : ITaskHandler
    {
        public ValueTask<JsonData> HandleAsync(TaskAttempt request, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Engine.Json($$"""{"greeting":"{{greeting.Text}}"}"""));
    }
}
