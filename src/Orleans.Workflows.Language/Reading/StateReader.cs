using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Model;
using Workflows.Language.Paths;

namespace Workflows.Language.Reading;

/// <summary>Reads one state: what all types share; each type's own keys are read by a file of its own.</summary>
internal sealed class StateReader(GraphReader graphs, ReadState state)
{
    /// <summary>Fills in the model and the ways out, or reports why not.</summary>
    public void Read()
    {
        if (state.Member.Value is not ObjectNode node)
        {
            state.Context.Report(
                ProblemCodes.WrongType,
                $"A state must be an object, not {FieldValues.Described(state.Member.Value)}.",
                state.Member.Value
            );
            state.IsTerminal = true;
            return;
        }
        // ASL: a state's language is its own, else the document's; that of a Map or Parallel around it does not count.
        var language = QueryLanguages.Read(new Fields(node, state.Context), state.Context.DocumentLanguage);
        state.Context = state.Context with { QueryLanguage = language, State = node, HasResult = false, HasErrorOutput = false };
        var fields = new Fields(node, state.Context);
        fields.Take(Keys.QueryLanguage);
        state.Kind = ReadKind(fields);
        if (state.Kind == StateKind.None)
        {
            ReadBrokenWays(fields);
            return;
        }
        var owner = state.Kind == StateKind.Event ? "An Event state" : $"A {state.Kind} state";
        var next = ReadWay(fields);
        var own = ReadOwn(fields, owner);
        // The shared part is also read where the state's own part is broken, so that all problems are found at once.
        var shared = ReadShared(fields, own ?? new SuccessState { Name = state.Name, Position = state.Member.Position });
        state.Definition = own is null ? null : shared with { Next = next };
        fields.Close(owner);
    }

    private static StateKind ReadKind(Fields fields)
    {
        var member = fields.Require(Keys.Type, "A state") ?? fields.Node.Find(Keys.Type.NotIn(fields.Context.Spelling)!);
        if (fields.Text(member) is not { } type)
            return StateKind.None;
        var kinds = StateKinds.In(fields.Context.Spelling);
        if (kinds.TryGetValue(type, out var kind))
            return kind;
        var hint = Suggestions.DidYouMean(type, kinds.Keys);
        if (hint.Length == 0)
            hint = $" There are: {string.Join(", ", kinds.Keys.Order(StringComparer.Ordinal))}.";
        fields.Context.Report(ProblemCodes.InvalidValue, $"There is no state type '{Fields.Shorten(type)}'.{hint}", member!.Value);
        return StateKind.None;
    }

    // A state without a type may be any; its consequences elsewhere must not be reported on top.
    private void ReadBrokenWays(Fields fields)
    {
        state.IsTerminal = true;
        var next = fields.Take(Keys.Next) ?? fields.Node.Find(Keys.Next.NotIn(fields.Context.Spelling)!);
        if (next?.Value is ScalarNode { Kind: NodeKind.Text } target)
            state.LeadsTo(target.Json, next);
    }

    private string? ReadWay(Fields fields)
    {
        if (state.Kind is StateKind.Choice or StateKind.Success or StateKind.Fail)
        {
            state.IsTerminal = state.Kind != StateKind.Choice;
            return null;
        }
        var (nextMember, endMember) = (fields.Take(Keys.Next), fields.Take(Keys.End));
        var next = fields.NonEmptyText(nextMember);
        state.LeadsTo(next, nextMember);
        var isEnd = fields.Flag(endMember);
        state.IsTerminal = isEnd ?? endMember is not null;
        var (nextKey, endKey) = (fields.Context.Spelled(Keys.Next), fields.Context.Spelled(Keys.End));
        if (nextMember is not null && isEnd == true)
            fields.Context.Problems.Add(
                ProblemCodes.NextOrEnd,
                $"The state has both '{nextKey}' and '{endKey}: true'; remove one.",
                endMember!.Position
            );
        else if (nextMember is null && !state.IsTerminal && !IsOtherwiseSpelled(fields))
        {
            fields.Context.Report(
                ProblemCodes.NextOrEnd,
                $"The state needs '{nextKey}', or '{endKey}: true' where the workflow ends.",
                fields.Node
            );
            // One mistake is one problem: that no end can be reached is its consequence.
            state.IsTerminal = true;
        }
        return next;
    }

    private static bool IsOtherwiseSpelled(Fields fields) =>
        fields.Node.Find(Keys.Next.NotIn(fields.Context.Spelling)!) is not null
        || fields.Node.Find(Keys.End.NotIn(fields.Context.Spelling)!) is not null;

    private StateDefinition? ReadOwn(Fields fields, string owner) =>
        state.Kind switch
        {
            StateKind.Task => TaskReader.Read(fields, state, owner),
            StateKind.Pass => PassReader.Read(fields, state),
            StateKind.Choice => ChoiceReader.Read(fields, state, owner),
            StateKind.Wait => WaitReader.Read(fields, state, owner),
            StateKind.Parallel => ParallelReader.Read(fields, state, owner, graphs),
            StateKind.Map => MapReader.Read(fields, state, owner, graphs),
            StateKind.Event => EventReader.Read(fields, state, owner),
            StateKind.Success => new SuccessState { Name = state.Name, Position = state.Member.Position },
            StateKind.Fail => FailReader.Read(fields, state),
            StateKind.None => throw new InvalidOperationException("A state has a type."),
        };

    private StateDefinition ReadShared(Fields fields, StateDefinition own)
    {
        var context = fields.Context;
        own = own with { Description = fields.Text(fields.Take(Keys.Description)), QueryLanguage = context.QueryLanguage };
        if (state.Kind == StateKind.Fail)
            return own;
        var afterWork = context with { HasResult = state.Kind is StateKind.Task or StateKind.Parallel or StateKind.Map or StateKind.Event };
        own = own with
        {
            InputPath = fields.PathOrNull(fields.Take(Keys.InputPath)),
            OutputPath = fields.PathOrNull(fields.Take(Keys.OutputPath)),
            Output = context.IsNative || context.IsJsonata ? fields.Template(fields.Take(Keys.Output), afterWork) : null,
        };
        if (context.IsJsonata && !context.IsNative && state.Kind is StateKind.Task or StateKind.Parallel)
            own = own with { Input = fields.Template(fields.Take(Keys.Arguments)) };
        if (state.Kind is not StateKind.Success)
            own = own with { Assign = fields.Assign(afterWork) };
        return state.Kind is StateKind.Success or StateKind.Choice or StateKind.Wait ? own : ReadWork(fields, own);
    }

    private StateDefinition ReadWork(Fields fields, StateDefinition own)
    {
        // A Map of ASL has its own reading of Parameters: they shape an item.
        if (state.Kind != StateKind.Map || fields.Context.IsNative)
            own = own with { Input = fields.Template(fields.Take(Keys.Input)) ?? own.Input };
        own = own with { ResultPath = ReadResultPath(fields) };
        if (state.Kind is StateKind.Task or StateKind.Parallel or StateKind.Map)
            own = own with { ResultSelector = fields.Template(fields.Take(Keys.ResultSelector)) };
        if (state.Kind == StateKind.Pass)
            return own;
        var retriers = RetryReader.Read(fields);
        var catchers = CatchReader.Read(fields, state);
        return own is FallibleStateDefinition fallible ? fallible with { Retriers = retriers, Catchers = catchers } : own;
    }

    private ResultPlacement ReadResultPath(Fields fields)
    {
        var isMerged = fields.Context.IsNative && state.Kind is StateKind.Task or StateKind.Event or StateKind.Pass;
        return fields.Placement(fields.Take(Keys.ResultPath)) ?? (isMerged ? ResultPlacement.Merge : ResultPlacement.Replace);
    }
}
