using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads what only a Parallel state has.</summary>
internal static class ParallelReader
{
    /// <summary>The state; null when it has no branches.</summary>
    public static ParallelState? Read(Fields fields, ReadState state, string owner, GraphReader graphs)
    {
        if (fields.NonEmptyList(fields.Require(Keys.Branches, owner)) is not { } list)
            return null;
        List<StateGraph> branches = [.. list.Items.Select(item => ReadBranch(item, state, graphs)).OfType<StateGraph>()];
        return branches.Count < list.Items.Count
            ? null
            : new ParallelState { Name = state.Name, Position = state.Member.Position, Branches = branches };
    }

    private static StateGraph? ReadBranch(DocumentNode node, ReadState state, GraphReader graphs)
    {
        if (node is not ObjectNode members)
        {
            state.Context.Report(ProblemCodes.WrongType, $"A branch must be an object, not {FieldValues.Described(node)}.", node);
            return null;
        }
        var fields = new Fields(members, state.Context);
        fields.Text(fields.Take(Keys.Description));
        var graph = graphs.Read(fields, "A branch");
        fields.Close("A branch");
        return graph;
    }
}
