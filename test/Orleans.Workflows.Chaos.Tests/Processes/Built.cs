using Workflows.Testing.Repository;

namespace Workflows.Chaos.Tests.Processes;

/// <summary>Where the programs are that were built together with this one.</summary>
internal static class Built
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>The server.</summary>
    public static string Server { get; } = Assembly("src", "Orleans.Workflows.Server");

    /// <summary>The host of the crash test.</summary>
    public static string CrashHost { get; } = Assembly("test", "Orleans.Workflows.CrashHost");

    /// <summary>The benchmarks.</summary>
    public static string Benchmarks { get; } = Assembly("test", "Orleans.Workflows.Benchmarks");

    private static string Assembly(string folder, string project) =>
        Path.Combine(WorkingTree.Root, folder, project, "bin", Configuration, "net10.0", project + ".dll");
}
