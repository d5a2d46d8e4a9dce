using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Workflows.Server.Requests;

/// <summary>
/// Opaque page tokens: the fields of the last entry, and a checksum over them and the list they belong to.
/// The checksum finds tokens that were changed or belong elsewhere;
/// it is no secret, because a token says no more than "behind this entry" and opens nothing.
/// </summary>
public static class PageToken
{
    private const char Separator = '\n';
    private const int ChecksumBytes = 8;
    private const int MaxLength = 2048;

    /// <summary>The token that continues behind an entry.</summary>
    /// <param name="fields">What names the entry.</param>
    /// <param name="scope">The list and its filters.</param>
    public static string Write(IReadOnlyList<string> fields, string scope)
    {
        var text = Encoding.UTF8.GetBytes(string.Join(Separator, fields));
        return Base64Url.EncodeToString([.. Checksum(text, scope), .. text]);
    }

    /// <summary>The fields of a token; null when it is none of this list.</summary>
    public static IReadOnlyList<string>? Read(string token, string scope)
    {
        if (token.Length > MaxLength || !Base64Url.IsValid(token, out var length) || length <= ChecksumBytes)
            return null;
        var bytes = Base64Url.DecodeFromChars(token);
        var text = bytes.AsSpan(ChecksumBytes);
        return Checksum(text, scope).AsSpan().SequenceEqual(bytes.AsSpan(0, ChecksumBytes))
            ? Encoding.UTF8.GetString(text).Split(Separator)
            : null;
    }

    private static byte[] Checksum(ReadOnlySpan<byte> text, string scope)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(scope));
        hash.AppendData([0]);
        hash.AppendData(text);
        return hash.GetHashAndReset()[..ChecksumBytes];
    }
}
