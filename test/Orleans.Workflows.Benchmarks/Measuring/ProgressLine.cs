using System.Diagnostics;
using System.Globalization;

namespace Workflows.Benchmarks.Measuring;

/// <summary>One line at the bottom of a terminal that is drawn anew; nothing where the output goes to a file.</summary>
internal sealed class ProgressLine
{
    /// <summary>How often it is drawn at the most.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private const int Width = 30;
    private const string EraseLine = "\r\e[2K";

    private readonly bool isQuiet = Console.IsOutputRedirected;
    private readonly Lock drawing = new();
    private long drawnAt;

    /// <summary>Shows how far something is.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="text">What is under way.</param>
    public void Show(double share, string text)
    {
        if (isQuiet)
            return;
        lock (drawing)
        {
            if (drawnAt != 0 && Stopwatch.GetElapsedTime(drawnAt) < Interval / 2)
                return;
            drawnAt = Stopwatch.GetTimestamp();
            var full = (int)(Math.Clamp(share, 0, 1) * Width);
            var bar = new string('█', full) + new string('░', Width - full);
            Console.Write(string.Create(CultureInfo.InvariantCulture, $"{EraseLine}{bar} {share, 4:P0}  {text}"));
        }
    }

    /// <summary>Writes a line above it.</summary>
    public void WriteLine(string line)
    {
        lock (drawing)
        {
            Console.WriteLine(isQuiet ? line : EraseLine + line);
            drawnAt = 0;
        }
    }

    /// <summary>Takes it away.</summary>
    public void Clear()
    {
        if (!isQuiet)
            Console.Write(EraseLine);
    }
}
