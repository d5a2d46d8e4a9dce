using System.Net;

namespace Workflows.Grains.Tasks.Http;

/// <summary>Gives the addresses of a host name.</summary>
internal delegate Task<IPAddress[]> HostResolver(string host, CancellationToken cancellationToken);
