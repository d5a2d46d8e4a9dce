namespace Workflows.Language.Reading;

/// <summary>Every key of the language in both spellings. This table is the difference between them, as far as reading goes.</summary>
internal static class Keys
{
    public static readonly Key Name = new("name", null);
    public static readonly Key Version = Key.Of("version");
    public static readonly Key Description = new("description", "Comment");
    public static readonly Key StartAt = Key.Of("startAt");
    public static readonly Key States = Key.Of("states");
    public static readonly Key InputSchema = new("inputSchema", null);
    public static readonly Key QueryLanguage = Key.Of("queryLanguage");

    public static readonly Key Type = Key.Of("type");
    public static readonly Key Next = Key.Of("next");
    public static readonly Key End = Key.Of("end");
    public static readonly Key InputPath = Key.Of("inputPath");
    public static readonly Key OutputPath = new(null, "OutputPath");
    public static readonly Key Output = Key.Of("output");
    public static readonly Key Input = new("input", "Parameters");
    public static readonly Key Arguments = new(null, "Arguments");
    public static readonly Key ResultSelector = Key.Of("resultSelector");
    public static readonly Key ResultPath = Key.Of("resultPath");
    public static readonly Key Assign = Key.Of("assign");
    public static readonly Key Retry = Key.Of("retry");
    public static readonly Key Catch = Key.Of("catch");

    public static readonly Key Resource = Key.Of("resource");
    public static readonly Key Timeout = new("timeout", "TimeoutSeconds");
    public static readonly Key TimeoutPath = new("timeoutPath", "TimeoutSecondsPath");
    public static readonly Key Heartbeat = new("heartbeat", "HeartbeatSeconds");
    public static readonly Key HeartbeatPath = new("heartbeatPath", "HeartbeatSecondsPath");
    public static readonly Key Compensate = new("compensate", null);
    public static readonly Key When = new("when", null);
    public static readonly Key Idempotency = new("idempotency", null);
    public static readonly Key Credentials = new(null, "Credentials");

    public static readonly Key Result = Key.Of("result");

    public static readonly Key Choices = Key.Of("choices");
    public static readonly Key Condition = Key.Of("condition");
    public static readonly Key Default = Key.Of("default");
    public static readonly Key Variable = Key.Of("variable");
    public static readonly Key And = Key.Of("and");
    public static readonly Key Or = Key.Of("or");
    public static readonly Key Not = Key.Of("not");
    public static readonly Key IsPresent = Key.Of("isPresent");

    public static readonly Key Seconds = Key.Of("seconds");
    public static readonly Key Duration = new("duration", null);
    public static readonly Key Until = new("until", "Timestamp");
    public static readonly Key SecondsPath = Key.Of("secondsPath");
    public static readonly Key UntilPath = new("untilPath", "TimestampPath");

    public static readonly Key Branches = Key.Of("branches");

    public static readonly Key Items = Key.Of("items");
    public static readonly Key ItemsPath = Key.Of("itemsPath");
    public static readonly Key ItemSelector = Key.Of("itemSelector");
    public static readonly Key Iterator = Key.Of("iterator");
    public static readonly Key ItemProcessor = new(null, "ItemProcessor");
    public static readonly Key ProcessorConfig = new(null, "ProcessorConfig");
    public static readonly Key Mode = new(null, "Mode");
    public static readonly Key ExecutionType = new(null, "ExecutionType");
    public static readonly Key ReaderConfig = new(null, "ReaderConfig");
    public static readonly Key InputType = new(null, "InputType");
    public static readonly Key CsvHeaderLocation = new(null, "CSVHeaderLocation");
    public static readonly Key CsvHeaders = new(null, "CSVHeaders");
    public static readonly Key CsvDelimiter = new(null, "CSVDelimiter");
    public static readonly Key ManifestType = new(null, "ManifestType");
    public static readonly Key Transformation = new(null, "Transformation");
    public static readonly Key ItemsPointer = new(null, "ItemsPointer");
    public static readonly Key MaxItems = new(null, "MaxItems");
    public static readonly Key MaxItemsPath = new(null, "MaxItemsPath");
    public static readonly Key MaxItemsPerBatch = new(null, "MaxItemsPerBatch");
    public static readonly Key MaxItemsPerBatchPath = new(null, "MaxItemsPerBatchPath");
    public static readonly Key MaxInputBytesPerBatch = new(null, "MaxInputBytesPerBatch");
    public static readonly Key MaxInputBytesPerBatchPath = new(null, "MaxInputBytesPerBatchPath");
    public static readonly Key BatchInput = new(null, "BatchInput");
    public static readonly Key WriterConfig = new(null, "WriterConfig");
    public static readonly Key OutputType = new(null, "OutputType");
    public static readonly Key Label = new(null, "Label");
    public static readonly Key ItemReader = new(null, "ItemReader");
    public static readonly Key ItemBatcher = new(null, "ItemBatcher");
    public static readonly Key ResultWriter = new(null, "ResultWriter");
    public static readonly Key MaxConcurrency = Key.Of("maxConcurrency");
    public static readonly Key MaxConcurrencyPath = new(null, "MaxConcurrencyPath");
    public static readonly Key ToleratedFailureCount = Key.Of("toleratedFailureCount");
    public static readonly Key ToleratedFailureCountPath = new(null, "ToleratedFailureCountPath");
    public static readonly Key ToleratedFailurePercentage = Key.Of("toleratedFailurePercentage");
    public static readonly Key ToleratedFailurePercentagePath = new(null, "ToleratedFailurePercentagePath");

    public static readonly Key Event = new("event", null);
    public static readonly Key Correlation = new("correlation", null);

    public static readonly Key Error = Key.Of("error");
    public static readonly Key Cause = Key.Of("cause");
    public static readonly Key ErrorPath = Key.Of("errorPath");
    public static readonly Key CausePath = Key.Of("causePath");

    public static readonly Key ErrorType = new("errorType", null);
    public static readonly Key ErrorTypes = new("errorTypes", "ErrorEquals");
    public static readonly Key MaxAttempts = Key.Of("maxAttempts");
    public static readonly Key Interval = new("interval", "IntervalSeconds");
    public static readonly Key BackoffMultiplier = new("backoffMultiplier", "BackoffRate");
    public static readonly Key MaxInterval = new("maxInterval", "MaxDelaySeconds");
    public static readonly Key JitterKey = new("jitter", "JitterStrategy");

    private static readonly HashSet<Key> OnlyJsonPath =
    [
        InputPath,
        OutputPath,
        ResultSelector,
        ResultPath,
        ItemsPath,
        SecondsPath,
        UntilPath,
        TimeoutPath,
        HeartbeatPath,
        MaxConcurrencyPath,
        ToleratedFailureCountPath,
        ToleratedFailurePercentagePath,
        ErrorPath,
        CausePath,
    ];

    /// <summary>Whether a state in JSONata does not have a key. ASL: "States Fields Table"; native documents keep <c>input</c> and <c>result</c>.</summary>
    public static bool IsOnlyJsonPath(Key key, Model.Spelling spelling) =>
        OnlyJsonPath.Contains(key) || (spelling == Model.Spelling.Asl && (key == Input || key == Result));
}
