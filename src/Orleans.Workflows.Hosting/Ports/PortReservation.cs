namespace Workflows.Hosting.Ports;

/// <summary>
/// Reserves a pair of ports by a locked file in the machine's temporary folder: silos that start at the same moment would otherwise find the same pair free before either listens.
/// </summary>
internal static class PortReservation
{
    // errno of a lock that another process holds. Source: errno(3); on Windows "System Error Codes".
    private const int LockedOnLinux = 11;
    private const int LockedOnMacOS = 35;
    private const int SharingViolationOnWindows = 32;

    /// <summary>Every user of the machine may reserve a pair, and nobody may delete the file of another.</summary>
    private const UnixFileMode ForEverybody =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute
        | UnixFileMode.StickyBit;

    private static string Folder => Path.Combine(Path.GetTempPath(), "orleans-workflows-ports");

    /// <summary>Reserves a pair until the file is closed, or the process ends.</summary>
    /// <param name="silo">The port between silos.</param>
    /// <param name="gateway">The port for Orleans clients.</param>
    /// <param name="reservation">
    /// The open file; null where none can be made, because the temporary folder cannot be written or the file is for its user alone. The pair is then taken without one: whether its ports are free
    /// decides, and the worst that can happen is that one of two silos that start at the same moment finds its port in use.
    /// </param>
    /// <returns>False: another process has reserved it.</returns>
    public static bool TryTake(int silo, int gateway, out FileStream? reservation)
    {
        reservation = null;
        try
        {
            CreateFolder();
            var path = Path.Combine(Folder, $"{silo}-{gateway}");
            // The file of another user can be locked by whoever may read it. Opened for writing, or so that it might be made, Linux refuses it (fs.protected_regular).
            reservation = File.Exists(path)
                ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None)
                : new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            return !IsLocked(unusable);
        }
    }

    private static void CreateFolder()
    {
        if (Directory.Exists(Folder))
            return;
        Directory.CreateDirectory(Folder);
        // The mode that a folder is made with is narrowed by the umask.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Folder, ForEverybody);
    }

    private static bool IsLocked(Exception unusable)
    {
        var code = unusable is IOException ? unusable.HResult & 0xFFFF : 0;
        return OperatingSystem.IsWindows() ? code == SharingViolationOnWindows
            : OperatingSystem.IsMacOS() ? code == LockedOnMacOS
            : code == LockedOnLinux;
    }
}
