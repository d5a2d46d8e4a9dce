using Workflows.Language.Documents;
using Workflows.Language.Expressions;
using Workflows.Language.Model;
using Workflows.Language.Paths;

namespace Workflows.Language.Reading;

/// <summary>Reads what only a Map state has.</summary>
internal static class MapReader
{
    private const double MostIterations = int.MaxValue;

    /// <summary>The state; null when it has no iterator.</summary>
    public static MapState? Read(Fields fields, ReadState state, string owner, GraphReader graphs)
    {
        var (itemsMember, pathMember) = (fields.Take(Keys.Items), fields.Take(Keys.ItemsPath));
        fields.Exclude(itemsMember, pathMember);
        if (itemsMember is { Value.Kind: not (NodeKind.Array or NodeKind.Object) } && !fields.IsJsonata(itemsMember))
            fields.Wrong<string>(
                itemsMember,
                fields.Context.IsJsonata
                    ? "a list, or an expression {% … %} that gives one"
                    : $"a list; for the value of a path write '{fields.Context.Spelled(Keys.ItemsPath)}'"
            );
        var items = itemsMember?.Value.Kind == NodeKind.Text && !fields.IsJsonata(itemsMember) ? null : fields.Template(itemsMember);
        var itemsPath = fields.Path(pathMember) ?? JsonPath.Root;
        var itemSelector = ReadItemSelector(fields);
        var maxConcurrency = fields.NumberSource(Keys.MaxConcurrency, Keys.MaxConcurrencyPath, MostIterations, isWhole: true);
        var toleratedCount = fields.NumberSource(Keys.ToleratedFailureCount, Keys.ToleratedFailureCountPath, MostIterations, isWhole: true);
        var toleratedShare = fields.NumberSource(Keys.ToleratedFailurePercentage, Keys.ToleratedFailurePercentagePath, 100, isWhole: false);
        var distribution = new DistributedMapReader(fields, state);
        distribution.Read();
        if (ReadIterator(fields, state, owner, graphs) is not { } iterator)
            return null;
        return new MapState
        {
            Name = state.Name,
            Position = state.Member.Position,
            Items = items,
            ItemsPath = itemsPath,
            ItemSelector = itemSelector,
            ItemReader = distribution.ItemReader,
            ItemBatcher = distribution.ItemBatcher,
            ResultWriter = distribution.ResultWriter,
            Iterator = iterator,
            MaxConcurrency = maxConcurrency,
            ToleratedFailureCount = toleratedCount,
            ToleratedFailurePercentage = toleratedShare,
        };
    }

    // ASL: "Map State"; Parameters is the older name of ItemSelector there.
    private static Template? ReadItemSelector(Fields fields)
    {
        var selector = fields.Take(Keys.ItemSelector);
        var parameters = fields.Context.IsNative ? null : fields.Take(Keys.Input);
        fields.Exclude(selector, parameters);
        return fields.Template(selector ?? parameters);
    }

    private static StateGraph? ReadIterator(Fields fields, ReadState state, string owner, GraphReader graphs)
    {
        var processor = fields.Take(Keys.ItemProcessor);
        var iterator = fields.Context.IsNative ? null : fields.Take(Keys.Iterator);
        fields.Exclude(processor, iterator);
        if (processor is null && iterator is null)
            iterator = fields.Require(fields.Context.IsNative ? Keys.Iterator : Keys.ItemProcessor, owner);
        if (fields.Object(processor ?? iterator) is not { } node)
            return null;
        var inner = new Fields(node, state.Context);
        inner.Text(inner.Take(Keys.Description));
        DistributedMapReader.ReadConfig(inner);
        var graph = graphs.Read(inner, "An iterator");
        inner.Close("An iterator");
        return graph;
    }
}
