using System.Net;

namespace Workflows.Server.Startup;

/// <summary>
/// <c>--health</c>: asks the running server with the same settings whether it is ready. For containers and service managers, whose images have no curl.
/// </summary>
/// <remarks>It prefers an address with http. By https the certificate has to be one that this machine trusts, for the host of the address.</remarks>
public static class HealthProbe
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Asks once.</summary>
    /// <param name="settings">The command line of the server, as far as it says where it listens.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The exit code: 0 when the server takes work, else 1 with a sentence on the standard error.</returns>
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        var builder = ServerApplication.CreateBuilder(settings);
        var read = ServerSettings.Read(builder.Configuration, settings);
        var url = UrlOf(read.Urls);
        using var handler = new HttpClientHandler { UseProxy = false };
        using var client = new HttpClient(handler) { Timeout = LongestWait };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/health/ready"));
        request.Headers.Host = AllowedHosts.FirstNameOf(read.Server);
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                await Console.Out.WriteLineAsync(text);
                return 0;
            }
            return await RefuseAsync($"The server at {url} is not ready: it answered {(int)response.StatusCode} {text}");
        }
        catch (HttpRequestException failure)
        {
            return await RefuseAsync(
                $"No server answers at {url} ({StartupFailure.OneLine(failure.Message)}): start it, or name its address with --urls URL."
            );
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return await RefuseAsync(
                $"The server at {url} did not answer within {LongestWait.TotalSeconds} s: its log says what it is doing."
            );
        }
    }

    private static Uri UrlOf(ListenUrls urls)
    {
        var address =
            urls.Addresses.OrderBy(address => string.Equals(address.Scheme, "https", StringComparison.OrdinalIgnoreCase))
                .FirstOrDefault(address => !address.IsUnixPipe)
            ?? throw new SettingException("--health asks over TCP only: name an address such as http://127.0.0.1:8080 in urls.");
        var host = IPAddress.TryParse(address.Host, out var ip)
            ? IPAddress.Any.Equals(ip) || IPAddress.IPv6Any.Equals(ip)
                ? "127.0.0.1"
                : address.Host
            : address.Host is "*" or "+"
                ? "127.0.0.1"
                : address.Host;
        return new Uri($"{address.Scheme}://{host}:{address.Port}");
    }

    private static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 1;
    }
}
