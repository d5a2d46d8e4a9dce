using System.Globalization;
using System.Text.Json.Nodes;

namespace Workflows.Benchmarks.Measuring;

/// <summary>A table whose rows are shown as they come; each is also a run in the file.</summary>
internal sealed class ResultTable
{
    private readonly IReadOnlyList<Column> columns;
    private readonly JsonArray runs;
    private readonly ProgressLine progress;

    /// <summary>Begins a table and shows its head.</summary>
    public ResultTable(IReadOnlyList<Column> columns, JsonArray runs, ProgressLine progress)
    {
        this.columns = columns;
        this.runs = runs;
        this.progress = progress;
        progress.WriteLine(string.Join("  ", columns.Select(column => column.Title.PadLeft(column.Width))));
    }

    /// <summary>Adds a row: a number or a text for each column; null for what was not measured.</summary>
    public void Add(params object?[] values)
    {
        if (values.Length != columns.Count)
            throw new ArgumentException($"The table has {columns.Count} columns, the row {values.Length}.", nameof(values));

        progress.WriteLine(string.Join("  ", columns.Zip(values, Show)));
        var run = new JsonObject();
        foreach (var (column, value) in columns.Zip(values))
            run[column.Name] = Record(column, value);
        runs.Add(run);
    }

    private static string Show(Column column, object? value)
    {
        var text = value switch
        {
            null => "–",
            string word => word,
            _ => Number(value).ToString($"N{column.Decimals}", CultureInfo.InvariantCulture),
        };
        return text.PadLeft(column.Width);
    }

    private static JsonValue? Record(Column column, object? value) =>
        value switch
        {
            null => null,
            string text => JsonValue.Create(text),
            int or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            _ => JsonValue.Create(Math.Round(Number(value), column.Decimals)),
        };

    private static double Number(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
