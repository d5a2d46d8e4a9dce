using System.Globalization;

namespace Workflows.Testing.Postgres;

/// <summary>A process and its children, as <c>/proc</c> shows them.</summary>
internal static class ProcessTree
{
    // proc(5): after the name in brackets come state, ppid, …, utime (12th), stime, cutime, cstime.
    private const int Parent = 1;
    private const int FirstTime = 11;
    private const int Times = 4;
    private const double TicksPerSecond = 100;

    /// <summary>User and system time of a process and of its children, those that have ended included.</summary>
    public static TimeSpan ReadProcessorTime(int root) =>
        TimeSpan.FromSeconds(Read(root).Sum(member => member.Fields.Skip(FirstTime).Take(Times).Sum(Number)) / TicksPerSecond);

    /// <summary>The process and its children that run.</summary>
    public static IReadOnlyList<int> ReadIds(int root) => [.. Read(root).Select(member => member.Id)];

    private static IEnumerable<(int Id, string[] Fields)> Read(int root)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                continue;
            if (ReadFields(id) is { } fields && (id == root || Number(fields[Parent]) == root))
                yield return (id, fields);
        }
    }

    private static string[]? ReadFields(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended meanwhile; its parent has its time.
            return null;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
