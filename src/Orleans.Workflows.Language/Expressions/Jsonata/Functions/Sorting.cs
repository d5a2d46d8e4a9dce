namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>A stable sort whose comparison is an expression: it may fail, and it need not be consistent.</summary>
internal static class Sorting
{
    /// <summary>The items in order.</summary>
    /// <param name="run">The evaluation.</param>
    /// <param name="items">The items; they are not changed.</param>
    /// <param name="areSwapped">Whether the first must come after the second.</param>
    public static List<T> MergeSort<T>(Evaluation run, List<T> items, Func<T, T, bool> areSwapped)
    {
        var (from, to) = (items.ToArray(), new T[items.Count]);
        for (var width = 1; width < from.Length; width *= 2)
        {
            run.Spend(from.Length);
            for (var start = 0; start < from.Length; start += 2 * width)
            {
                var middle = Math.Min(start + width, from.Length);
                Merge(from, to, (start, middle, Math.Min(middle + width, from.Length)), areSwapped);
            }
            (from, to) = (to, from);
        }
        return [.. from];
    }

    private static void Merge<T>(T[] from, T[] to, (int Start, int Middle, int End) range, Func<T, T, bool> areSwapped)
    {
        var (left, right) = (range.Start, range.Middle);
        for (var next = range.Start; next < range.End; next++)
        {
            var takesRight = left == range.Middle || (right < range.End && areSwapped(from[left], from[right]));
            to[next] = takesRight ? from[right++] : from[left++];
        }
    }
}
