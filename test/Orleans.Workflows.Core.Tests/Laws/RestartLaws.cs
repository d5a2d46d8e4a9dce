using CsCheck;
using Workflows.Core.Encoding;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Core.Work;

namespace Workflows.Core.Laws;

/// <summary>The laws that make recovery a matter of course. CsCheck prints the seed of a failure.</summary>
public sealed class RestartLaws
{
    private const int Cases = 1_000;

    // A loop without durable work may abandon a child in each round, and each is told by a transition of its own: thousands with the limits that users have.
    private static readonly ExecutionLimits Limits = new() { MaxEntriesWithoutWork = 50 };

    // Every decision ends after an event or two, and another one goes on. What is done after each of them would take the square of the events.
    private static readonly ExecutionLimits ShortDecisions = Limits with { BytesPerDecision = 100, MaxEvents = 1_000 };

    private static readonly Gen<int> Seeds = Gen.Int[0, int.MaxValue - 1];

    [Fact]
    public void The_state_folded_from_the_rows_is_the_live_state_after_every_transition() =>
        Seeds.Sample(
            seed =>
                Simulate(
                    seed,
                    execution =>
                    {
                        var folded = TestExecution.Fold(execution.Rows.SelectMany(EventCodec.Decode));
                        Assert.Equal(TestExecution.Text(execution.State), TestExecution.Text(folded));
                        var snapshot = SnapshotCodec.TryDecode(SnapshotCodec.Encode(execution.State));
                        Assert.Equal(TestExecution.Text(execution.State), TestExecution.Text(snapshot!));
                        Assert.Equal(Weight(execution.State), Weight(folded));
                        Assert.Equal(Weight(execution.State), Weight(snapshot!));
                    }
                ),
            iter: Cases
        );

    [Fact]
    public void The_work_that_transitions_open_and_close_is_the_work_that_an_activation_finds() =>
        Seeds.Sample(
            seed =>
                Simulate(
                    seed,
                    execution =>
                    {
                        var folded = TestExecution.Fold(execution.Rows.SelectMany(EventCodec.Decode));
                        Assert.Equal(
                            Outstanding.Of(execution.Program, folded).Select(Text),
                            execution.Work.Values.OrderBy(work => work.Step).Select(Text)
                        );
                    }
                ),
            iter: Cases
        );

    [Fact]
    public void An_execution_that_is_restarted_at_every_event_goes_the_same_way_to_the_same_end() =>
        Seeds.Sample(
            seed =>
            {
                var whole = Simulate(seed, _ => { });
                var interrupted = Simulate(seed, execution => execution.Restart());
                Assert.Equal(whole.Rows.Select(Text), interrupted.Rows.Select(Text));
                Assert.True(interrupted.State.Status.IsEnded());
            },
            iter: Cases
        );

    [Fact]
    public void A_history_can_be_cut_at_every_event_and_its_rest_folds_on_to_the_same_end() =>
        Seeds.Sample(
            seed =>
            {
                var execution = Simulate(seed, _ => { });
                var state = ExecutionState.NotStarted;
                foreach (var happened in execution.History)
                {
                    var restored = state.LastSequence == 0 ? state : SnapshotCodec.TryDecode(SnapshotCodec.Encode(state))!;
                    var row = EventCodec.Decode(EventCodec.Encode([happened]));
                    state = Fold.Apply(restored, Assert.Single(row));
                }

                Assert.Equal(TestExecution.Text(execution.State), TestExecution.Text(state));
            },
            iter: Cases
        );

    [Fact]
    public void Every_history_obeys_its_grammar() => Seeds.Sample(seed => HistoryGrammar.Check(Simulate(seed, _ => { })), iter: Cases);

    [Fact]
    public void The_generated_executions_meet_every_kind_of_event()
    {
        var met = new HashSet<EventKind>();
        for (var seed = 0; seed < 400; seed++)
            met.UnionWith(Simulate(seed, _ => { }).History.Select(happened => happened.Kind));
        Assert.Equal(Enum.GetValues<EventKind>().Where(kind => kind != EventKind.None), met.Order());
    }

    private static TestExecution Simulate(int seed, Action<TestExecution> afterEach)
    {
        var program = Programs.FromJson(GeneratedDocument.Create(new Random(seed)), seed % 2 == 0 ? Limits : ShortDecisions);
        var simulation = new Simulation(program, seed);
        simulation.Run(afterEach);
        return simulation.Execution;
    }

    // What the fold adds up, against what is there.
    private static (long History, long Carried, long Inbox) Weight(ExecutionState state) =>
        (state.HistoryBytes, state.CarriedBytes, state.InboxBytes);

    private static string Text(ReadOnlyMemory<byte> row) => System.Text.Encoding.UTF8.GetString(row.Span);

    private static string Text(OutstandingWork work) =>
        work switch
        {
            RunTask task =>
                $"{task.Key} {task.StepId} {task.Resource} {task.Input} {task.Timeout} {task.Heartbeat} {task.Redeliveries} {task.IdempotencyKey} {task.Token} {task.WakeAt:O}",
            StartTimer timer => $"{timer.Key} {timer.DueAt:O}",
            OfferTask offer =>
                $"{offer.Key} {offer.StepId} {offer.Queue} {offer.TaskInput} {offer.Heartbeat} {offer.Token} {offer.WakeAt:O}",
            StartChild child => $"{child.Key} {child.Child} {child.Workflow} {child.Version} {child.Input} {child.WakeAt:O}",
            AwaitChild child => $"{child.Key} {child.Child} {child.WakeAt:O}",
            CancelChild or NotifyParent or Continuation => $"{work.Key}",
            _ => throw new InvalidOperationException(),
        };
}
