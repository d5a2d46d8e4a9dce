namespace Workflows.Language.Tests.Reading;

/// <summary>Small documents that stand for large ones, or that break careless readers.</summary>
internal static class Bombs
{
    /// <summary>Ten levels of nine aliases each: 9^10 values in some 500 bytes.</summary>
    public static string Aliases { get; } =
        "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        + string.Concat(
            Enumerable.Range(1, 10).Select(level => $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 9))}]\n")
        );

    public static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
