using System.Collections.Immutable;
using System.Text;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Encoding;

public sealed class EventCodecTests
{
    private static readonly string GoldenFile = Path.Combine(AppContext.BaseDirectory, "Encoding", "events-format-1.json");

    [Fact]
    public void Every_kind_of_event_has_a_persisted_name_that_is_read_back()
    {
        foreach (var kind in Enum.GetValues<EventKind>().Where(kind => kind != EventKind.None))
            Assert.Equal(kind, EventNames.Parse(EventNames.Of(kind)));
    }

    [Fact]
    public void Every_kind_of_event_has_a_golden_sample() =>
        Assert.Equal(
            Enum.GetValues<EventKind>().Where(kind => kind != EventKind.None),
            Samples().Select(sample => sample.Kind).Distinct().Order()
        );

    [Fact]
    public void The_golden_rows_are_written_as_they_were_released()
    {
        var written = Samples().Select(sample => System.Text.Encoding.UTF8.GetString(EventCodec.Encode([sample]).Span));
        Assert.Equal(File.ReadAllLines(GoldenFile), written);
    }

    [Fact]
    public void The_golden_rows_are_read_as_they_were_meant()
    {
        var samples = Samples().ToList();
        var lines = File.ReadAllLines(GoldenFile);
        for (var index = 0; index < samples.Count; index++)
        {
            var read = Assert.Single(EventCodec.Decode(System.Text.Encoding.UTF8.GetBytes(lines[index])));
            Assert.Equal(samples[index].GetType(), read.GetType());
            Assert.Equal(lines[index], System.Text.Encoding.UTF8.GetString(EventCodec.Encode([read]).Span));
        }
    }

    [Fact]
    public void A_result_that_is_the_next_data_is_written_once()
    {
        var at = DateTimeOffset.UnixEpoch;
        var result = TestExecution.Json("""{"large":"value"}""");
        var row = EventCodec.Encode([new TaskCompleted(at, 1, 1, result), new StepLeft(at, 1, result, "next")]);
        Assert.Single(System.Text.Encoding.UTF8.GetString(row.Span).Split("large")[1..]);
        var events = EventCodec.Decode(row);
        Assert.Same(((TaskCompleted)events[0]).Result, ((StepLeft)events[1]).Output);
    }

    [Theory]
    [InlineData("""{"format":2,"events":[]}""")]
    [InlineData("""{"format":1,"events":[{"type":"SomethingElse","at":1}]}""")]
    [InlineData("""{"format":1,"events":[{"type":"StepEntered","at":1,"step":1}]}""")]
    [InlineData("""{"format":1,"events":[{"type":"WaitEnded","at":1,"step":1,"more":2}]}""")]
    [InlineData("""{"format":1,"events":[{"type":"WaitEn""")]
    public void What_is_no_row_of_ours_is_refused(string row) =>
        Assert.Throws<InvalidDataException>(() => EventCodec.Decode(System.Text.Encoding.UTF8.GetBytes(row)));

    [Fact]
    public void A_snapshot_of_another_format_is_no_snapshot()
    {
        Assert.Null(SnapshotCodec.TryDecode("""{"format":99}"""u8.ToArray()));
        Assert.Null(SnapshotCodec.TryDecode("""{"format":1}"""u8.ToArray()));
        Assert.Null(SnapshotCodec.TryDecode("{"u8.ToArray()));
    }

    private static IEnumerable<ExecutionEvent> Samples()
    {
        var at = new DateTimeOffset(2026, 11, 23, 12, 0, 0, 5, TimeSpan.Zero);
        var data = TestExecution.Json("""{"n":1.50,"s":"ä\"<"}""");
        var noTags = ImmutableSortedDictionary<string, string>.Empty;
        yield return new ExecutionStarted(at, "order-1", "orders", "1.0", data, "hash", noTags, null, null);
        yield return new ExecutionStarted(
            at,
            "order-1",
            "orders",
            "1.0",
            data,
            "hash",
            noTags.Add("customer", "42"),
            at.AddSeconds(60),
            new ExecutionParent("p", "call")
        );
        yield return new StepEntered(at, 1, 0, "ship", 1);
        yield return new StepEntered(at, 2, 3, "ship", 2);
        yield return new StepLeft(at, 1, data, "next");
        yield return new StepLeft(at, 1, null, null);
        yield return new TaskScheduled(at, 1, 1, null, null);
        yield return new TaskScheduled(at, 1, 2, data, TimeSpan.FromSeconds(30));
        yield return new TaskCompleted(at, 1, 1, data);
        yield return new TaskFailed(at, 1, 1, "PaymentError", "card declined");
        yield return new TaskFailed(at, 1, 1, "PaymentError", null);
        yield return new TaskTimedOut(at, 1, 1, ErrorNames.Timeout, "too slow");
        yield return new TaskRetryScheduled(at, 1, 2, 0, at.AddSeconds(1));
        yield return new TaskRedelivered(at, 1, 1, 1);
        yield return new ErrorCaught(at, 1, "PaymentError", "card declined", "payment_failed");
        yield return new WaitStarted(at, 1, at.AddDays(14));
        yield return new WaitEnded(at, 1);
        yield return new ExecutionSucceeded(at);
        yield return new ExecutionFailed(at, 4, "OrderProcessingFailed", "Order could not be completed");
        yield return new ExecutionFailed(at, 4, null, null);
        yield return new ExecutionTimedOut(at);
        yield return new ExecutionCancelled(at, "no longer wanted");
        yield return new ExecutionCancelled(at, null);
        foreach (var sample in SamplesOfScopesAndMessages(at, data))
            yield return sample;
    }

    private static IEnumerable<ExecutionEvent> SamplesOfScopesAndMessages(DateTimeOffset at, JsonData data)
    {
        var noTags = ImmutableSortedDictionary<string, string>.Empty;
        yield return new ExecutionStarted(
            at,
            "o",
            "orders",
            "1",
            data,
            "hash",
            noTags,
            null,
            null,
            new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
        );
        yield return new StepLeft(at, 1, data, "next", data);
        yield return new TaskScheduled(at, 1, 1, data, TimeSpan.FromSeconds(30), TaskPlace.Queue, TimeSpan.FromSeconds(5));
        yield return new TaskScheduled(at, 1, 1, null, null, TaskPlace.Callback);
        yield return new TaskScheduled(at, 1, 1, null, null, TaskPlace.Child);
        yield return new TaskSubmitted(at, 1, 2);
        yield return new TaskHeartbeat(at, 1, 2);
        yield return new ParallelStarted(at, 1, 1, 3, null);
        yield return new ParallelStarted(at, 1, 2, 3, data);
        yield return new MapStarted(at, 1, 1, 2, null, null, 0, null, null);
        yield return new MapStarted(at, 1, 2, 2, data, data, 4, 1, 12.5);
        yield return new IterationStarted(at, 1, 7, 0, null);
        yield return new IterationStarted(at, 1, 8, 1, data);
        yield return new ScopeFailed(at, 9, 8, "Flaky", "drawn", data);
        yield return new FanOutFailed(at, 1, 1, 9, "Flaky", null);
        yield return new EventAwaited(at, 1, "paid", null, null);
        yield return new EventAwaited(at, 1, "paid", data, at.AddDays(1));
        yield return new EventReceived(at, null, "paid", null, data);
        yield return new EventReceived(at, "e-1", "paid", data, data);
        yield return new EventConsumed(at, 1, 12);
        yield return new EventTimedOut(at, 1);
        yield return new ChildCancelled(at, "order-1.3.1");
        yield return new ParentNotified(at);
        yield return new CompensationRegistered(at, 1, true);
        yield return new CompensationRegistered(at, 1, false);
        yield return new CompensationStarted(at, 4, ExecutionStatus.Failed, "PaymentError", "card declined");
        yield return new CompensationStarted(at, 0, ExecutionStatus.TimedOut, ErrorNames.Timeout, null);
        yield return new CompensationStarted(at, 0, ExecutionStatus.Cancelled, null, null);
        yield return new CompensationEntered(at, 10, 1);
        yield return new CompensationCompleted(at, 10);
        yield return new CompensationFailed(at, 10, "Flaky", null);
        yield return new ExecutionRedriven(at, 2, null);
        yield return new ExecutionRedriven(at, 3, at.AddDays(1));
        yield return new EvaluationFailed(at, 1, "Output/total", ErrorNames.QueryEvaluationError, "gives nothing");
    }
}
