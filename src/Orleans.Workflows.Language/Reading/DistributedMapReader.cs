using Workflows.Language.Documents;

namespace Workflows.Language.Reading;

/// <summary>
/// Reads what only a distributed Map of ASL has. Its iterations run inside the execution here, as those of any Map; what would read,
/// batch or write items elsewhere is checked, and refused. ASL: "Map State", DISTRIBUTED mode.
/// </summary>
internal static class DistributedMapReader
{
    private const double MostBatchItems = 100_000_000;
    private const double MostBatchBytes = 262_144;
    private const int LongestLabel = 40;

    /// <summary>Reads the keys that stand beside the iterator.</summary>
    public static void Read(Fields fields)
    {
        ReadLabel(fields);
        ReadItemReader(fields);
        ReadItemBatcher(fields);
        ReadResultWriter(fields);
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

    private static void ReadLabel(Fields fields)
    {
        var member = fields.Take(Keys.Label);
        if (fields.NonEmptyText(member) is { Length: > LongestLabel })
            fields.Context.Report(ProblemCodes.InvalidValue, $"'Label' has at most {LongestLabel} characters.", member!.Value);
    }

    private static void ReadItemReader(Fields map)
    {
        if (Part(map, Keys.ItemReader) is not { } fields)
            return;
        fields.NonEmptyText(fields.Require(Keys.Resource, "An ItemReader"));
        ReadArguments(fields);
        if (fields.Object(fields.Take(Keys.ReaderConfig)) is { } node)
            ReadReaderConfig(new Fields(node, fields.Context));
        fields.Close("An ItemReader");
    }

    private static void ReadReaderConfig(Fields fields)
    {
        fields.Choice(fields.Take(Keys.InputType), "CSV", "JSON", "JSONL", "PARQUET", "MANIFEST");
        fields.Choice(fields.Take(Keys.CsvHeaderLocation), "FIRST_ROW", "GIVEN");
        fields.List(fields.Take(Keys.CsvHeaders));
        fields.Choice(fields.Take(Keys.CsvDelimiter), "COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB");
        fields.Choice(fields.Take(Keys.ManifestType), "ATHENA_DATA", "S3_INVENTORY");
        fields.Choice(fields.Take(Keys.Transformation), "NONE", "LOAD_AND_FLATTEN");
        fields.NonEmptyText(fields.Take(Keys.ItemsPointer));
        fields.NumberSource(Keys.MaxItems, Keys.MaxItemsPath, MostBatchItems, isWhole: true);
        fields.Close("A ReaderConfig");
    }

    private static void ReadItemBatcher(Fields map)
    {
        if (Part(map, Keys.ItemBatcher) is not { } fields)
            return;
        fields.NumberSource(Keys.MaxItemsPerBatch, Keys.MaxItemsPerBatchPath, MostBatchItems, isWhole: true);
        fields.NumberSource(Keys.MaxInputBytesPerBatch, Keys.MaxInputBytesPerBatchPath, MostBatchBytes, isWhole: true);
        fields.Template(fields.Take(Keys.BatchInput));
        fields.Close("An ItemBatcher");
    }

    private static void ReadResultWriter(Fields map)
    {
        if (Part(map, Keys.ResultWriter) is not { } fields)
            return;
        fields.NonEmptyText(fields.Take(Keys.Resource));
        ReadArguments(fields);
        if (fields.Object(fields.Take(Keys.WriterConfig)) is { } node)
        {
            var config = new Fields(node, fields.Context);
            config.Choice(config.Take(Keys.OutputType), "JSON", "JSONL");
            config.Choice(config.Take(Keys.Transformation), "NONE", "COMPACT", "FLATTEN");
            config.Close("A WriterConfig");
        }
        fields.Close("A ResultWriter");
    }

    private static void ReadArguments(Fields fields) =>
        fields.TemplateObject(fields.Take(fields.Context.IsJsonata ? Keys.Arguments : Keys.Input));

    private static Fields? Part(Fields map, Key key)
    {
        var member = map.Take(key);
        if (map.Object(member) is not { } node)
            return null;
        map.Context.Problems.Add(
            ProblemCodes.NotSupported,
            $"'{member!.Name}' belongs to a Map that is distributed over AWS's services, which this engine does not have; pass the items in.",
            member.Position
        );
        return new Fields(node, map.Context);
    }
}
