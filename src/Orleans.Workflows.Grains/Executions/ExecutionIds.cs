using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.Grains.Executions;

/// <summary>The ids of executions.</summary>
public static partial class ExecutionIds
{
    /// <summary>Whether a client may give this id: 1 to 100 letters, digits, <c>_</c> and <c>-</c>. Dots are the engine's, for the ids of children.</summary>
    public static bool IsValid(string id) => Pattern().IsMatch(id);

    /// <summary>Whether any execution can have this id: one that a client gave, or one of the engine's.</summary>
    public static bool CanExist(string id) => Any().IsMatch(id);

    /// <summary>The id that an <c>Idempotency-Key</c> stands for: the same key always gives the same id, and needs no index of its own.</summary>
    public static string FromIdempotencyKey(string key) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>A new id; ids sort by time.</summary>
    internal static string Draw(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");

    [GeneratedRegex("^[A-Za-z0-9_-]{1,100}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    [GeneratedRegex("^[A-Za-z0-9_.-]{1,500}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Any();
}
