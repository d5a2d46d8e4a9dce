namespace Workflows.Chaos.Tests.Faults;

/// <summary>A fact that mounts a file system, which only root may. Where that cannot be had it is skipped with the reason; with <c>CI=true</c> it runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    /// <summary>Skips where nothing can be mounted.</summary>
    public MountFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CI") != "true" && !(OperatingSystem.IsLinux() && Environment.UserName == "root"))
            Skip = "Only root can mount a small file system on Linux.";
    }
}
