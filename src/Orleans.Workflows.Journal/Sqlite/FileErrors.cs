namespace Workflows.Journal.Sqlite;

/// <summary>What the file system's errors mean.</summary>
internal static class FileErrors
{
    // Unix: errno, which .NET keeps as the result of an exception that it has no name for. Source: errno(3).
    private const int NoSpaceOnUnix = 28;
    private const int ReadOnlyOnUnix = 30;
    private const int LockedOnLinux = 11;
    private const int LockedOnMacOS = 35;
    private const int QuotaOnLinux = 122;
    private const int QuotaOnMacOS = 69;

    // Windows: the low half of the result. Source: "System Error Codes".
    private const int WriteProtectedOnWindows = 19;
    private const int SharingViolationOnWindows = 32;
    private const int LockViolationOnWindows = 33;
    private const int NoSpaceOnWindows = 112;

    /// <summary>Whether another process holds the lock of a file.</summary>
    public static bool IsLocked(IOException exception) =>
        Code(exception) is var code && OperatingSystem.IsWindows() ? code is SharingViolationOnWindows or LockViolationOnWindows
        : OperatingSystem.IsLinux() ? code == LockedOnLinux
        : code == LockedOnMacOS;

    /// <summary>What is wrong, in words that can stand after a colon.</summary>
    public static string ReasonOf(Exception exception)
    {
        if (exception is UnauthorizedAccessException)
            return "the user that runs this process has no permission";
        var code = exception is IOException failure ? Code(failure) : 0;
        if (OperatingSystem.IsWindows())
            return code switch
            {
                NoSpaceOnWindows => "the disk is full",
                WriteProtectedOnWindows => "the file system is read-only",
                _ => FirstLine(exception.Message),
            };
        return code switch
        {
            NoSpaceOnUnix => "the disk is full",
            ReadOnlyOnUnix => "the file system is read-only",
            QuotaOnLinux when OperatingSystem.IsLinux() => "the disk quota is used up",
            QuotaOnMacOS when OperatingSystem.IsMacOS() => "the disk quota is used up",
            _ => FirstLine(exception.Message),
        };
    }

    private static int Code(IOException exception) => exception.HResult & 0xFFFF;

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd().TrimEnd('.');
}
