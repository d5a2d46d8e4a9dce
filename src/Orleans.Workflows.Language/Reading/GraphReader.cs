using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads a graph of states: the document's, a branch's or an iterator's.</summary>
internal sealed class GraphReader(DefinitionScope scope)
{
    private const int LongestName = 256;
    private const int LongestAslName = 80;

    /// <summary>Reads <c>startAt</c> and <c>states</c>; null when either is missing.</summary>
    /// <param name="owner">What holds the graph, for sentences.</param>
    public StateGraph? Read(Fields fields, string owner)
    {
        var startAt = fields.Require(Keys.StartAt, owner);
        var start = fields.NonEmptyText(startAt);
        var statesMember = fields.Require(Keys.States, owner);
        if (statesMember?.Value is ArrayNode)
            return fields.Wrong<StateGraph>(statesMember, "an object with the names of the states as keys");
        if (fields.Object(statesMember) is not { } states)
            return null;
        if (states.Members.Count == 0)
        {
            fields.Context.Report(ProblemCodes.InvalidValue, $"'{statesMember!.Name}' must have at least one state.", states);
            return null;
        }
        scope.Names.UnionWith(states.Members.Select(member => member.Name));
        List<ReadState> read = [];
        foreach (var member in states.Members)
        {
            if (ReadState(member, fields.Context) is { } state)
                read.Add(state);
        }
        if (scope.HasTooManyStates || start is null)
            return null;
        new GraphChecks(read, scope, fields.Context).Check(new Transition(start, startAt!.Value));
        return new StateGraph(start, [.. read.Select(state => state.Definition).OfType<StateDefinition>()]);
    }

    private ReadState? ReadState(DocumentMember member, ReadingContext context)
    {
        if (scope.HasTooManyStates)
            return null;
        var longest = context.IsNative ? LongestName : LongestAslName;
        if (member.Name.Length == 0 || member.Name.Length > longest)
            context.Problems.Add(ProblemCodes.InvalidName, $"The name of a state has 1 to {longest} characters.", member.Position);
        var state = new ReadState(member.Name, member, context);
        if (!scope.States.TryAdd(member.Name, state))
            context.Problems.Add(
                ProblemCodes.DuplicateName,
                $"Another state of the document is called '{Fields.Shorten(member.Name)}'; names are unique, also across branches.",
                member.Position
            );
        if (scope.States.Count > scope.Limits.MaxStates)
        {
            scope.HasTooManyStates = true;
            context.Problems.Add(
                ProblemCodes.TooManyStates,
                $"The document has more than {scope.Limits.MaxStates} states.",
                member.Position
            );
            return null;
        }
        new StateReader(this, state).Read();
        return state;
    }
}
