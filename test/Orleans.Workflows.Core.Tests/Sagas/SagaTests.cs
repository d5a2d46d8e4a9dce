using Workflows.Core.Commands;
using Workflows.Core.State;
using Workflows.Core.Work;

namespace Workflows.Core.Sagas;

/// <summary>Six sagas that other engines tell in code, as documents; each undisturbed, restarted after every transition, and crashed after every transition.</summary>
public sealed class SagaTests
{
    public static TheoryData<string> Names => [.. Sagas.Keys];

    private static readonly Dictionary<string, Saga> Sagas = new()
    {
        ["an order that goes well"] = new(
            "order",
            "{}",
            () => Stock().Answers("payment.charge", "!Flaky", """{"charge":"c1"}"""),
            ExecutionStatus.Succeeded,
            ["stock.reserve", "payment.charge", "fulfilment.ship"]
        ),
        ["an order whose shipping fails is paid back and released"] = new(
            "order",
            "{}",
            () => Stock().Answers("fulfilment.ship", "!OutOfStock").Answers("payment.refund", "!Flaky", "{}"),
            ExecutionStatus.Failed,
            ["stock.reserve", "payment.charge", "payment.refund", "stock.release"],
            Compensated: (2, 0)
        ),
        ["an order whose charge never answers is paid back all the same"] = new(
            "order",
            "{}",
            () => Stock().Answers("payment.charge", "…"),
            ExecutionStatus.Failed,
            ["stock.reserve", "payment.refund", "stock.release"],
            Compensated: (2, 0)
        ),
        ["an order that cannot be paid back still releases its stock"] = new(
            "order",
            "{}",
            () => Stock().Answers("fulfilment.ship", "!OutOfStock").Answers("payment.refund", "!Closed"),
            ExecutionStatus.Failed,
            ["stock.reserve", "payment.charge", "stock.release"],
            Compensated: (1, 1)
        ),
        ["a trip that is booked"] = new(
            "trip",
            "{}",
            () => new SagaWorld(),
            ExecutionStatus.Succeeded,
            ["flight.book", "hotel.book", "car.book", "trip.confirm"]
        ),
        ["a trip without a car is cancelled in reverse"] = new(
            "trip",
            "{}",
            () => new SagaWorld().Answers("car.book", "!NoCarLeft"),
            ExecutionStatus.Failed,
            ["flight.book", "hotel.book", "hotel.cancel", "flight.cancel"],
            Compensated: (2, 0)
        ),
        ["a transfer to a closed account goes back"] = new(
            "transfer",
            """{"from":"a","to":"b","amount":100}""",
            () => new SagaWorld().Answers("account.deposit", "!Closed", "{}"),
            ExecutionStatus.Failed,
            ["account.withdraw"],
            Compensated: (0, 1)
        ),
        ["a transfer that is too large takes nothing"] = new(
            "transfer",
            """{"from":"a","to":"b","amount":5000}""",
            () => new SagaWorld(),
            ExecutionStatus.Failed,
            []
        ),
        ["a subscription that is cancelled in its trial is never charged"] = new(
            "subscription",
            """{"customer":42}""",
            () => new SagaWorld().Sends("cancelled", "{}", """{"customer":42}"""),
            ExecutionStatus.Succeeded,
            [],
            Output: """{"customer":42,"state":"cancelled"}"""
        ),
        ["a subscription is charged after its trial and renewed"] = new(
            "subscription",
            """{"customer":42}""",
            () => new SagaWorld().Sends("cancelled", "{}", """{"customer":43}""").Answers("payment.charge", "!CardDeclined", "{}"),
            ExecutionStatus.Succeeded,
            ["payment.charge"],
            Output: """{"customer":42,"state":"renewed"}"""
        ),
        ["a loan that both reviewers approve is paid out"] = new(
            "loan",
            "{}",
            () => new SagaWorld().Answers("callback:risk", """{"approved":true}""").Answers("callback:legal", """{"approved":true}"""),
            ExecutionStatus.Succeeded,
            ["callback:risk", "callback:legal", "callback:bank"]
        ),
        ["a loan that nobody reviews expires"] = new(
            "loan",
            "{}",
            () => new SagaWorld().Answers("callback:risk", """{"approved":true}""").Answers("callback:legal", "…"),
            ExecutionStatus.Failed,
            ["callback:risk"],
            Error: "Expired"
        ),
        ["an import bears one broken row in four"] = new(
            "import",
            """{"rows":[{"sku":1},{},{"sku":3},{"sku":4}]}""",
            () => new SagaWorld().Answers("catalogue.store", "!Flaky", "{}"),
            ExecutionStatus.Succeeded,
            ["catalogue.store", "catalogue.store", "catalogue.store", "import.report"]
        ),
        ["an import does not bear two"] = new(
            "import",
            """{"rows":[{"sku":1},{},{},{"sku":4}]}""",
            () => new SagaWorld(),
            ExecutionStatus.Failed,
            [],
            Error: "States.ExceedToleratedFailureThreshold"
        ),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void It_ends_as_told(string name) => Sagas[name].Check(Run(name, static _ => { }));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_ends_the_same_when_it_is_restarted_after_every_transition(string name)
    {
        var (undisturbed, _) = Run(name, static _ => { });
        var run = Run(name, static execution => execution.Restart());
        Sagas[name].Check(run);
        Assert.Equal(undisturbed.Rows.Select(Text), run.Execution.Rows.Select(Text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_has_the_same_effects_when_it_crashes_after_any_transition(string name)
    {
        var transitions = Run(name, static _ => { }).Execution.Rows.Count;
        for (var crash = 1; crash <= transitions; crash++)
        {
            var left = crash;
            Sagas[name]
                .Check(
                    Run(
                        name,
                        execution =>
                        {
                            if (--left != 0)
                                return;
                            execution.Restart();
                            execution.Send(new RedeliverTasks());
                        }
                    )
                );
        }
    }

    private static (TestExecution Execution, SagaWorld World) Run(string name, Action<TestExecution> disturb)
    {
        var saga = Sagas[name];
        var document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Sagas", "Documents", $"{saga.Document}.yaml"));
        var execution = TestExecution.StartYaml(document, saga.Input);
        var world = saga.World();
        world.Run(execution, disturb);
        return (execution, world);
    }

    private static SagaWorld Stock() => new SagaWorld().Answers("stock.reserve", """{"reservation":"r1"}""");

    private static string Text(ReadOnlyMemory<byte> row) => System.Text.Encoding.UTF8.GetString(row.Span);

    private sealed record Saga(
        string Document,
        string Input,
        Func<SagaWorld> World,
        ExecutionStatus Status,
        string[] Effects,
        string? Output = null,
        string? Error = null,
        (int Completed, int Failed)? Compensated = null
    )
    {
        public void Check((TestExecution Execution, SagaWorld World) run)
        {
            var (execution, world) = run;
            Assert.Equal(Status, execution.State.Status);
            Assert.Equal(Effects, world.Effects);
            var compensation = execution.State.Compensation;
            Assert.Equal(Compensated, compensation is null ? null : (compensation.Completed, compensation.Failed));
            if (Output is not null)
                TestExecution.AssertJson(Output, execution.State.Output);
            if (Error is not null)
                Assert.Equal(Error, execution.State.Error);
            Assert.Empty(Outstanding.Of(execution.Program, execution.State));
        }
    }
}
