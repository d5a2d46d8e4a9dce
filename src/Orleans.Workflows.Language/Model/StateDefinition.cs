using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Paths;

namespace Workflows.Language.Model;

/// <summary>The types of states.</summary>
public enum StateKind
{
    /// <summary>No type; rejected.</summary>
    None = 0,

    /// <summary>Work done by somebody else.</summary>
    Task,

    /// <summary>Passes its input on, or a fixed result.</summary>
    Pass,

    /// <summary>Chooses the next state.</summary>
    Choice,

    /// <summary>Waits for a time.</summary>
    Wait,

    /// <summary>Runs several graphs at once.</summary>
    Parallel,

    /// <summary>Runs one graph for each item.</summary>
    Map,

    /// <summary>Waits for an external event.</summary>
    Event,

    /// <summary>Ends its scope successfully.</summary>
    Success,

    /// <summary>Ends its scope with an error.</summary>
    Fail,
}

/// <summary>One state of a definition. The family is closed: one subclass per <see cref="StateKind"/>.</summary>
public abstract record StateDefinition
{
    /// <summary>The type of the state.</summary>
    public abstract StateKind Kind { get; }

    /// <summary>The name, unique in the document.</summary>
    public required string Name { get; init; }

    /// <summary>Where the state stands in the document.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>A sentence for people.</summary>
    public string? Description { get; init; }

    /// <summary>The language of this state's expressions.</summary>
    public QueryLanguage QueryLanguage { get; init; } = QueryLanguage.JsonPath;

    /// <summary>The state that follows; null where the scope ends here (<c>end: true</c>, Success, Fail) or a choice decides.</summary>
    public string? Next { get; init; }

    /// <summary>
    /// Selects what the state sees of the data. Null means: nothing, <c>{}</c> (a literal <c>null</c> in the document). The default is
    /// <c>$</c>.
    /// </summary>
    public DataPath? InputPath { get; init; } = JsonPath.Root;

    /// <summary>Shapes the input after <see cref="InputPath"/>; null leaves it as it is. ASL: <c>Parameters</c>.</summary>
    public Template? Input { get; init; }

    /// <summary>Shapes the work's result before it is put into the data; null leaves it as it is.</summary>
    public Template? ResultSelector { get; init; }

    /// <summary>Where the result goes.</summary>
    public ResultPlacement ResultPath { get; init; } = ResultPlacement.Replace;

    /// <summary>Selects what goes on to the next state. Null means: nothing, <c>{}</c>. The default is <c>$</c>. ASL only.</summary>
    public DataPath? OutputPath { get; init; } = JsonPath.Root;

    /// <summary>
    /// Shapes what goes on to the next state; it sees <c>$</c> after <see cref="ResultPath"/>. Native only; null leaves it as it is.
    /// </summary>
    public Template? Output { get; init; }

    /// <summary>Sets variables; null for none.</summary>
    public Template? Assign { get; init; }

    /// <summary>True when nothing of the scope follows this state on its ordinary way.</summary>
    public bool IsTerminal => Next is null && Kind is not StateKind.Choice;
}

/// <summary>A state whose work can fail, be retried and be caught.</summary>
public abstract record FallibleStateDefinition : StateDefinition
{
    /// <summary>Retriers in order; the first that matches decides.</summary>
    public IReadOnlyList<Retrier> Retriers { get; init; } = [];

    /// <summary>Catchers in order; the first that matches decides.</summary>
    public IReadOnlyList<Catcher> Catchers { get; init; } = [];
}

/// <summary>Work done by somebody else. ASL: "Task State".</summary>
public sealed record TaskState : FallibleStateDefinition
{
    /// <inheritdoc/>
    public override StateKind Kind => StateKind.Task;

    /// <summary>Who does the work; its kind picks the executor.</summary>
    public required TaskResource Target { get; init; }

    /// <summary>The resource as it was written.</summary>
    public string Resource => Target.Text;

    /// <summary>How long one attempt may take; null for the executor's default.</summary>
    public DurationSource? Timeout { get; init; }

    /// <summary>How long an attempt may be silent; null for no heartbeat.</summary>
    public DurationSource? Heartbeat { get; init; }

    /// <summary>What undoes this task when the execution fails later; null for nothing.</summary>
    public Compensation? Compensate { get; init; }

    /// <summary>True when each attempt has an idempotency key of its own instead of one for the step.</summary>
    public bool IsIdempotencyPerAttempt { get; init; }
}

/// <summary>Passes its input on, or a fixed result. ASL: "Pass State".</summary>
public sealed record PassState : StateDefinition
{
    /// <inheritdoc/>
    public override StateKind Kind => StateKind.Pass;

    /// <summary>The fixed result; null passes the input on.</summary>
    public JsonData? Result { get; init; }
}

/// <summary>Chooses the next state. ASL: "Choice State".</summary>
public sealed record ChoiceState : StateDefinition
{
    /// <inheritdoc/>
    public override StateKind Kind => StateKind.Choice;

    /// <summary>The choices in order; the first whose condition holds decides.</summary>
    public required IReadOnlyList<ChoiceRule> Choices { get; init; }

    /// <summary>Where to go when no condition holds; null makes that <c>States.NoChoiceMatched</c>.</summary>
    public string? Default { get; init; }
}

/// <summary>One choice.</summary>
/// <param name="Condition">When it is taken.</param>
/// <param name="Next">Where it leads.</param>
/// <param name="Output">Shapes what goes on; null for the state's own output.</param>
/// <param name="Assign">Sets variables; null for none.</param>
public sealed record ChoiceRule(Condition Condition, string Next, Template? Output, Template? Assign);

/// <summary>Waits for a time. ASL: "Wait State".</summary>
public sealed record WaitState : StateDefinition
{
    /// <inheritdoc/>
    public override StateKind Kind => StateKind.Wait;

    /// <summary>How long to wait; null when <see cref="Until"/> says when.</summary>
    public DurationSource? Duration { get; init; }

    /// <summary>The moment to wait for; null when <see cref="Duration"/> says how long.</summary>
    public TimestampSource? Until { get; init; }
}

/// <summary>Runs several graphs at once. ASL: "Parallel State".</summary>
public sealed record ParallelState : FallibleStateDefinition
{
    /// <inheritdoc/>
    public override StateKind Kind => StateKind.Parallel;

    /// <summary>The branches in order.</summary>
    public required IReadOnlyList<StateGraph> Branches { get; init; }
}

/// <summary>Runs one graph for each item. ASL: "Map State".</summary>
public sealed record MapState : FallibleStateDefinition
{
    /// <inheritdoc/>
    public override StateKind Kind => StateKind.Map;

    /// <summary>The items as a template; null when <see cref="ItemsPath"/> selects them.</summary>
    public Template? Items { get; init; }

    /// <summary>Selects the items.</summary>
    public DataPath ItemsPath { get; init; } = JsonPath.Root;

    /// <summary>Who gives the items; null where they come out of the data.</summary>
    public ItemReader? ItemReader { get; init; }

    /// <summary>How items are put together; null where each has an iteration of its own.</summary>
    public ItemBatcher? ItemBatcher { get; init; }

    /// <summary>Where the outputs go; null where the state passes them on.</summary>
    public ResultWriter? ResultWriter { get; init; }

    /// <summary>Shapes the input of one iteration; null for the item itself.</summary>
    public Template? ItemSelector { get; init; }

    /// <summary>The graph of one iteration.</summary>
    public required StateGraph Iterator { get; init; }

    /// <summary>How many iterations run at once; null or 0 for no limit.</summary>
    public NumberSource? MaxConcurrency { get; init; }

    /// <summary>How many iterations may fail; null where the state does not say.</summary>
    public NumberSource? ToleratedFailureCount { get; init; }

    /// <summary>Which share of the iterations may fail, from 0 to 100; null where the state does not say.</summary>
    public NumberSource? ToleratedFailurePercentage { get; init; }
}

/// <summary>Waits for an external event.</summary>
public sealed record EventState : FallibleStateDefinition
{
    /// <inheritdoc/>
    public override StateKind Kind => StateKind.Event;

    /// <summary>The name of the event.</summary>
    public required string Event { get; init; }

    /// <summary>A value that the event's correlation must equal; null for any.</summary>
    public Template? Correlation { get; init; }

    /// <summary>How long to wait; null where <see cref="Until"/> says it, or for ever.</summary>
    public DurationSource? Timeout { get; init; }

    /// <summary>When to give up; null where <see cref="Timeout"/> says it, or never.</summary>
    public TimestampSource? Until { get; init; }
}

/// <summary>Ends its scope successfully. ASL: "Succeed State".</summary>
public sealed record SuccessState : StateDefinition
{
    /// <inheritdoc/>
    public override StateKind Kind => StateKind.Success;
}

/// <summary>Ends its scope with an error. ASL: "Fail State".</summary>
public sealed record FailState : StateDefinition
{
    /// <inheritdoc/>
    public override StateKind Kind => StateKind.Fail;

    /// <summary>The error's name; null for none.</summary>
    public TextSource? Error { get; init; }

    /// <summary>The cause; null for none.</summary>
    public TextSource? Cause { get; init; }
}
