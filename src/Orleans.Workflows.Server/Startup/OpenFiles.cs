using Workflows.Language.Data;

namespace Workflows.Server.Startup;

/// <summary>How many files a process may have open, sockets among them: <c>ulimit -n</c>.</summary>
public static class OpenFiles
{
    private const string Limits = "/proc/self/limits";
    private const string Line = "Max open files";

    /// <summary>The limit of this process; null where the system sets or tells none.</summary>
    public static int? Limit => File.Exists(Limits) ? LimitIn(File.ReadLines(Limits)) : null;

    /// <summary>The limit that is in force, as Linux lists it.</summary>
    /// <param name="lines">The lines of <c>/proc/self/limits</c>.</param>
    public static int? LimitIn(IEnumerable<string> lines)
    {
        var line = lines.FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal));
        var inForce = line?[Line.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return Digits.TryParse(inForce, out int limit) ? limit : null;
    }
}
