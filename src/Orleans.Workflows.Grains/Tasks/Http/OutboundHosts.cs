using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Workflows.Grains.Tasks.Http;

/// <summary>Which hosts tasks may call, and at which addresses: what the settings <c>Http:*</c> say.</summary>
internal sealed class OutboundHosts
{
    private readonly IReadOnlyList<Entry> entries;
    private readonly bool allowPrivate;

    /// <exception cref="FormatException">The list has an entry that is no host.</exception>
    public OutboundHosts(HttpTaskOptions options)
    {
        if (!TryRead(options.AllowedHosts, out var read, out var complaint))
            throw new FormatException(complaint);
        (entries, allowPrivate) = (read, options.AllowPrivateNetworks);
    }

    /// <summary>What is wrong with the setting, as one sentence; null when nothing is.</summary>
    public static string? Complaint(string? setting) => TryRead(setting, out _, out var complaint) ? null : complaint;

    /// <summary>Whether requests may name the host at all; every host where none is listed.</summary>
    /// <param name="host">As <see cref="Uri.IdnHost"/> writes it.</param>
    /// <param name="port">The port.</param>
    public bool Allow(string host, int port) => entries.Count == 0 || IsListed(host, port);

    /// <summary>Whether a connection for the host may go to an address.</summary>
    public bool Allow(string host, int port, IPAddress address) =>
        AddressKinds.Of(address) switch
        {
            AddressKind.Public => Allow(host, port),
            AddressKind.Private => IsListed(host, port) || (allowPrivate && entries.Count == 0),
            AddressKind.Special => IPAddress.TryParse(host, out _) && IsListed(host, port),
            AddressKind.None => throw new InvalidOperationException("Every address has a kind."),
        };

    private bool IsListed(string host, int port)
    {
        var plain = Plain(host);
        foreach (var entry in entries)
        {
            if ((entry.Port is null || entry.Port == port) && entry.Names(plain))
                return true;
        }
        return false;
    }

    private static bool TryRead(string? setting, out IReadOnlyList<Entry> entries, [NotNullWhen(false)] out string? complaint)
    {
        var read = new List<Entry>();
        entries = read;
        complaint = null;
        foreach (var text in setting?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            if (Entry.Read(text) is { } entry)
                read.Add(entry);
            else
                complaint ??=
                    $"Http:AllowedHosts has '{text}', which is no host such as api.example.com, *.example.com, orders:8080 or [::1].";
        }
        return complaint is null;
    }

    private static string Plain(string host) => host.TrimEnd('.').ToLowerInvariant();

    private sealed record Entry(string Name, bool IsSuffix, int? Port)
    {
        public static Entry? Read(string text)
        {
            var isSuffix = text.StartsWith("*.", StringComparison.Ordinal);
            var name = isSuffix ? text[2..] : text;
            int? port = null;
            var colon = name.LastIndexOf(':');
            if (colon > name.LastIndexOf(']'))
            {
                if (!int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                    return null;
                (name, port) = (name[..colon], number);
            }
            if (port is < 1 or > 65_535)
                return null;
            return
                Uri.CheckHostName(name.StartsWith('[') ? name.Trim('[', ']') : name) != UriHostNameType.Unknown
                && Uri.TryCreate($"http://{name}/", UriKind.Absolute, out var url)
                ? new Entry(Plain(url.IdnHost), isSuffix, port)
                : null;
        }

        public bool Names(string host) =>
            IsSuffix
                ? host.Length > Name.Length + 1 && host[^(Name.Length + 1)] == '.' && host.EndsWith(Name, StringComparison.Ordinal)
                : string.Equals(host, Name, StringComparison.Ordinal);
    }
}
