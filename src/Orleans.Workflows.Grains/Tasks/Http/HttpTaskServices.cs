using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Workflows.Grains.Tasks.Http;

/// <summary>Adds the executors of the schemes <c>http</c> and <c>https</c>.</summary>
public static class HttpTaskServices
{
    /// <summary>The name of the <see cref="HttpClient"/> of HTTP tasks, for hosts that want to put something before it.</summary>
    public const string ClientName = "Workflows.HttpTasks";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    // A name may get another address; a connection that lives for ever would not notice.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Adds them. Hosts call <c>AddOrleansWorkflows</c> instead, which does this too.</summary>
    /// <param name="services">The services of the silo.</param>
    /// <param name="options">Where tasks may send requests to.</param>
    /// <exception cref="FormatException">The list of hosts has an entry that is no host.</exception>
    public static IServiceCollection AddHttpTasks(this IServiceCollection services, HttpTaskOptions options)
    {
        services.AddSingleton(new OutboundHosts(options));
        services.TryAddSingleton<HostResolver>(Dns.GetHostAddressesAsync);
        services.AddSingleton<GuardedConnection>().AddSingleton<HttpCalls>();
        foreach (var scheme in new[] { Uri.UriSchemeHttp, Uri.UriSchemeHttps })
            services.AddSingleton<ITaskExecutor>(provider => ActivatorUtilities.CreateInstance<HttpExecutor>(provider, scheme));

        services
            .AddHttpClient(ClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => Handler(provider.GetRequiredService<GuardedConnection>()))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // They would write every URL into the log, and URLs and headers may carry secrets.
            .RemoveAllLoggers();
        return services;
    }

    private static SocketsHttpHandler Handler(GuardedConnection connection) =>
        new()
        {
            ConnectCallback = connection.ConnectAsync,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            // Not Brotli: .NET takes the beginning of such a body for all of it.
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            // Each of these would bring a request to somewhere else, or with something else, than the definition says.
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
}
