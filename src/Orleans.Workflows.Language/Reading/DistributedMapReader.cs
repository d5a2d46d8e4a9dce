using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>
/// Reads what only a distributed Map of ASL has. Its iterations run inside the execution here, as those of any Map; its items can come from a service, and its outputs
/// go to one, where a mock or a handler answers for it. ASL: "Map State", DISTRIBUTED mode.
/// </summary>
internal sealed class DistributedMapReader(Fields map, ReadState state)
{
    private const double MostBatchItems = 100_000_000;
    private const double MostBatchBytes = 262_144;
    private const int LongestLabel = 40;

    /// <summary>Who gives the items; null for nobody.</summary>
    public ItemReader? ItemReader { get; private set; }

    /// <summary>How items are put together; null where they are not.</summary>
    public ItemBatcher? ItemBatcher { get; private set; }

    /// <summary>Where the outputs go; null where the state passes them on.</summary>
    public ResultWriter? ResultWriter { get; private set; }

    /// <summary>Reads the keys that stand beside the iterator.</summary>
    public void Read()
    {
        ReadLabel();
        ItemReader = ReadItemReader();
        ItemBatcher = ReadItemBatcher();
        ResultWriter = ReadResultWriter();
    }

    /// <summary>Reads <c>ProcessorConfig</c>.</summary>
    public static void ReadConfig(Fields iterator)
    {
        var member = iterator.Take(Keys.ProcessorConfig);
        if (iterator.Object(member) is not { } node)
            return;
        var fields = new Fields(node, iterator.Context);
        var mode = fields.Choice(fields.Take(Keys.Mode), "INLINE", "DISTRIBUTED");
        fields.Choice(fields.Take(Keys.ExecutionType), "STANDARD", "EXPRESS");
        if (mode == "DISTRIBUTED")
            fields.Context.Problems.Add(
                ProblemCodes.IgnoredKey,
                "The iterations of a distributed Map run inside this execution, like those of any Map.",
                member!.Position,
                Severity.Warning
            );
        fields.Close("A ProcessorConfig");
    }

    private void ReadLabel()
    {
        var member = map.Take(Keys.Label);
        if (map.NonEmptyText(member) is { Length: > LongestLabel })
            map.Context.Report(ProblemCodes.InvalidValue, $"'Label' has at most {LongestLabel} characters.", member!.Value);
    }

    private ItemReader? ReadItemReader()
    {
        if (Part(Keys.ItemReader) is not { } fields)
            return null;
        var task = ReadTask(fields, fields.Require(Keys.Resource, "An ItemReader"));
        var reader = task is null ? null : new ItemReader(task);
        if (fields.Object(fields.Take(Keys.ReaderConfig)) is { } node)
            reader = ReadReaderConfig(new Fields(node, fields.Context), reader);
        fields.Close("An ItemReader");
        return reader;
    }

    private static ItemReader? ReadReaderConfig(Fields fields, ItemReader? reader)
    {
        var type = fields.Choice(fields.Take(Keys.InputType), "CSV", "JSON", "JSONL", "PARQUET", "MANIFEST");
        fields.Choice(fields.Take(Keys.CsvHeaderLocation), "FIRST_ROW", "GIVEN");
        fields.List(fields.Take(Keys.CsvHeaders));
        fields.Choice(fields.Take(Keys.CsvDelimiter), "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");
        fields.Choice(fields.Take(Keys.ManifestType), "ATHENA_DATA", "S3_INVENTORY");
        fields.Choice(fields.Take(Keys.Transformation), "NONE", "LOAD_AND_FLATTEN");
        var pointer = fields.NonEmptyText(fields.Take(Keys.ItemsPointer));
        var maxItems = fields.NumberSource(Keys.MaxItems, Keys.MaxItemsPath, MostBatchItems, isWhole: true);
        fields.Close("A ReaderConfig");
        return reader is null ? null : reader with { Pointer = pointer, IsLines = type == "JSONL", MaxItems = maxItems };
    }

    private ItemBatcher? ReadItemBatcher()
    {
        if (Part(Keys.ItemBatcher) is not { } fields)
            return null;
        var maxItems = fields.NumberSource(Keys.MaxItemsPerBatch, Keys.MaxItemsPerBatchPath, MostBatchItems, isWhole: true);
        var maxBytes = fields.NumberSource(Keys.MaxInputBytesPerBatch, Keys.MaxInputBytesPerBatchPath, MostBatchBytes, isWhole: true);
        if (maxItems is null && maxBytes is null && !fields.Context.Problems.HasErrors)
            fields.Context.Report(
                ProblemCodes.MissingKey,
                $"An ItemBatcher needs '{fields.Context.Spelled(Keys.MaxItemsPerBatch)}' or '{fields.Context.Spelled(Keys.MaxInputBytesPerBatch)}'.",
                fields.Node
            );
        var batchInput = fields.Template(fields.Take(Keys.BatchInput));
        fields.Close("An ItemBatcher");
        return new ItemBatcher
        {
            MaxItems = maxItems,
            MaxBytes = maxBytes,
            BatchInput = batchInput,
        };
    }

    private ResultWriter? ReadResultWriter()
    {
        if (Part(Keys.ResultWriter) is not { } fields)
            return null;
        var resource = fields.Take(Keys.Resource);
        var task = ReadTask(fields, resource);
        var (outputType, transformation) = ((string?)null, (string?)null);
        var configMember = fields.Take(Keys.WriterConfig);
        if (fields.Object(configMember) is { } node)
        {
            var config = new Fields(node, fields.Context);
            outputType = config.Choice(config.Take(Keys.OutputType), "JSON", "JSONL");
            transformation = config.Choice(config.Take(Keys.Transformation), "NONE", "COMPACT", "FLATTEN");
            config.Close("A WriterConfig");
        }
        if (resource is null && configMember is null)
            fields.Context.Report(
                ProblemCodes.MissingKey,
                "A ResultWriter needs 'Resource' with its parameters, or 'WriterConfig'.",
                fields.Node
            );
        fields.Close("A ResultWriter");
        return new ResultWriter
        {
            Task = task,
            Flattens = transformation == "FLATTEN",
            WritesLines = outputType == "JSONL",
        };
    }

    // A task of its own, which the Map asks before its first iteration or behind its last.
    private TaskState? ReadTask(Fields fields, DocumentMember? member)
    {
        var input = fields.TemplateObject(fields.Take(fields.Context.IsJsonata ? Keys.Arguments : Keys.Input));
        if (fields.NonEmptyText(member) is not { } text)
            return null;
        if (!TaskResource.TryParse(text, out var resource, out var error))
        {
            fields.Context.Report(ProblemCodes.InvalidResource, $"'{Fields.Shorten(text)}' is no resource: {error}.", member!.Value);
            return null;
        }
        if (resource.Kind == TaskResourceKind.OtherArn && !fields.Context.IsMocked(text))
            fields.Context.Report(
                ProblemCodes.NotSupported,
                $"'{Fields.Shorten(text)}' is one of AWS's services, which this engine does not have: register a mock or a handler for it, or pass the items in.",
                member!.Value
            );
        return new TaskState
        {
            Name = state.Name,
            Position = state.Member.Position,
            QueryLanguage = fields.Context.QueryLanguage,
            Target = resource,
            Input = input,
        };
    }

    private Fields? Part(Key key) => map.Object(map.Take(key)) is { } node ? new Fields(node, map.Context) : null;
}
