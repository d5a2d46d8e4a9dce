using System.Collections.Immutable;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Encoding;

/// <summary>The members of a persisted event, before its type says which of them it needs.</summary>
internal struct EventFields
{
    public EventKind Kind;
    public DateTimeOffset At;
    public int Step;
    public int Scope;
    public int Visit;
    public int Attempt;
    public int Retrier;
    public int Count;
    public int Entries;
    public string? State;
    public string? Next;
    public string? Error;
    public string? Cause;
    public string? Location;
    public string? Id;
    public string? Workflow;
    public string? Version;
    public string? RequestHash;
    public string? Parent;
    public string? ParentStep;
    public string? Name;
    public string? Child;
    public int Index;
    public int Origin;
    public int Undoes;
    public int Run;
    public int MaxConcurrency;
    public int? ToleratedCount;
    public double? ToleratedPercentage;
    public long Sequence;
    public bool IsCompleted;
    public TaskPlace Place;
    public ExecutionStatus Outcome;
    public Guid? Secret;
    public JsonData? Items;
    public JsonData? Correlation;
    public JsonData? Payload;
    public JsonData? Variables;
    public TimeSpan? Heartbeat;
    public JsonData? Input;
    public JsonData? Result;
    public JsonData? Output;
    public JsonData? Changed;
    public ImmutableArray<string> ChangedAt;
    public TimeSpan? Timeout;
    public DateTimeOffset? Moment;
    public ImmutableSortedDictionary<string, string>? Tags;

    /// <summary>The event.</summary>
    /// <exception cref="InvalidDataException">A member that the type needs is missing.</exception>
    public readonly ExecutionEvent ToEvent() =>
        Kind switch
        {
            EventKind.ExecutionStarted => ToStarted(),
            EventKind.StepEntered => new StepEntered(At, Step, Scope, Need(State), Visit, Entries),
            EventKind.StepLeft => new StepLeft(At, Step, Output, Next, Variables, ToChange()),
            EventKind.TaskScheduled => new TaskScheduled(At, Step, Attempt, Input, Timeout, Place, Heartbeat),
            EventKind.TaskSubmitted => new TaskSubmitted(At, Step, Attempt),
            EventKind.TaskHeartbeat => new TaskHeartbeat(At, Step, Attempt),
            EventKind.TaskCompleted => new TaskCompleted(At, Step, Attempt, Need(Result)),
            EventKind.TaskFailed => new TaskFailed(At, Step, Attempt, Need(Error), Cause),
            EventKind.TaskTimedOut => new TaskTimedOut(At, Step, Attempt, Need(Error), Cause),
            EventKind.TaskRetryScheduled => new TaskRetryScheduled(At, Step, Attempt, Retrier, NeedMoment()),
            EventKind.TaskRedelivered => new TaskRedelivered(At, Step, Attempt, Count),
            EventKind.ErrorCaught => new ErrorCaught(At, Step, Need(Error), Cause, Need(Next)),
            EventKind.EvaluationFailed => new EvaluationFailed(At, Step, Need(Location), Need(Error), Cause),
            EventKind.WaitStarted => new WaitStarted(At, Step, NeedMoment()),
            EventKind.WaitEnded => new WaitEnded(At, Step),
            EventKind.ParallelStarted => new ParallelStarted(At, Step, Attempt, Count, Input),
            EventKind.MapStarted => ToMapStarted(),
            EventKind.IterationStarted => new IterationStarted(At, Step, Scope, Index, Input),
            EventKind.ScopeFailed => new ScopeFailed(At, Step, Scope, Error, Cause, Need(Output)),
            EventKind.FanOutFailed => new FanOutFailed(At, Step, Attempt, Origin, Error, Cause),
            EventKind.EventAwaited => new EventAwaited(At, Step, Need(Name), Correlation, Moment),
            EventKind.EventReceived => new EventReceived(At, Id, Need(Name), Correlation, Need(Payload)),
            EventKind.EventConsumed => new EventConsumed(At, Step, Sequence),
            EventKind.EventTimedOut => new EventTimedOut(At, Step),
            EventKind.ChildCancelled => new ChildCancelled(At, Need(Child)),
            EventKind.ParentNotified => new ParentNotified(At),
            EventKind.CompensationRegistered => new CompensationRegistered(At, Step, IsCompleted),
            EventKind.CompensationStarted => new CompensationStarted(At, Step, Outcome, Error, Cause),
            EventKind.CompensationEntered => new CompensationEntered(At, Step, Undoes),
            EventKind.CompensationCompleted => new CompensationCompleted(At, Step),
            EventKind.CompensationFailed => new CompensationFailed(At, Step, Need(Error), Cause),
            EventKind.ExecutionRedriven => new ExecutionRedriven(At, Run, Moment),
            EventKind.ExecutionSucceeded => new ExecutionSucceeded(At),
            EventKind.ExecutionFailed => new ExecutionFailed(At, Step, Error, Cause),
            EventKind.ExecutionTimedOut => new ExecutionTimedOut(At),
            EventKind.ExecutionCancelled => new ExecutionCancelled(At, Cause),
            EventKind.None => throw new InvalidDataException("A persisted event has no type."),
        };

    private readonly ExecutionStarted ToStarted() =>
        new(
            At,
            Need(Id),
            Need(Workflow),
            Need(Version),
            Need(Input),
            Need(RequestHash),
            Tags ?? ImmutableSortedDictionary<string, string>.Empty,
            Moment,
            Parent is null ? null : new ExecutionParent(Parent, Need(ParentStep)),
            Secret
        );

    private readonly JsonChange? ToChange() => Changed is null ? null : new JsonChange(ChangedAt.IsDefault ? [] : ChangedAt, Changed);

    private readonly MapStarted ToMapStarted() =>
        new(At, Step, Attempt, Count, Input, Items, MaxConcurrency, ToleratedCount, ToleratedPercentage);

    private readonly T Need<T>(T? member)
        where T : class => member ?? throw Lacking();

    private readonly DateTimeOffset NeedMoment() => Moment ?? throw Lacking();

    private readonly InvalidDataException Lacking() => new($"A persisted {Kind} lacks a member that it needs.");
}
