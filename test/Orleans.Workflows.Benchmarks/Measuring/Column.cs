namespace Workflows.Benchmarks.Measuring;

/// <summary>A column of a table.</summary>
/// <param name="Name">The field in the file.</param>
/// <param name="Title">The head in the table.</param>
/// <param name="Decimals">Digits after the point, in both.</param>
internal sealed record Column(string Name, string Title, int Decimals = 0)
{
    private const int NarrowestNumber = 9;

    /// <summary>Characters of the column.</summary>
    public int Width => Math.Max(NarrowestNumber, Title.Length);
}
