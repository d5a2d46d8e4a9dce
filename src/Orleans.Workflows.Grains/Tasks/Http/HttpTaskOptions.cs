namespace Workflows.Grains.Tasks.Http;

/// <summary>Where tasks may send HTTP requests to. Section <c>Http</c>.</summary>
public sealed class HttpTaskOptions
{
    /// <summary>
    /// The hosts that tasks may call, separated by <c>;</c>: <c>api.example.com</c>, <c>*.example.com</c> (any name below it), <c>[::1]</c>, each with a port at will
    /// (<c>orders:8080</c>: that port only). A host of the list may have a private address; a link-local one (where clouds keep credentials) only when the address itself is listed.
    /// Default: none, which is any host with a public address.
    /// </summary>
    public string? AllowedHosts { get; set; }

    /// <summary>Whether hosts that are not listed may have loopback and private addresses too, where nothing is listed. Default: false.</summary>
    public bool AllowPrivateNetworks { get; set; }
}
