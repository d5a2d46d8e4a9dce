using System.Data.Common;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Workflows.Hosting.Options;
using Workflows.Journal.Schema;

namespace Workflows.Server.Startup;

/// <summary>What is said when the server cannot start: one sentence that says what is wrong, where, and what to change.</summary>
public static class StartupFailure
{
    /// <summary>The environment variable that, set to 1, shows the stack trace of a failed start, and everything that is logged meanwhile.</summary>
    public const string TraceVariable = "ORLEANS_WORKFLOWS_TRACE";

    /// <summary>How Kestrel's message begins when it finds no certificate, not even the one that the SDK makes for developers.</summary>
    private const string NoCertificate = "Unable to configure HTTPS endpoint.";

    /// <summary>Whether stack traces are wanted.</summary>
    internal static bool ShowsTraces => Environment.GetEnvironmentVariable(TraceVariable) == "1";

    /// <summary>One sentence for what whoever starts the server can correct; null for what is an error of the server.</summary>
    public static string? Describe(Exception failure) =>
        failure switch
        {
            SettingException or WrongSettingException or DatabaseStartException => OneLine(failure.Message),
            OptionsValidationException invalid => OneLine(string.Join(' ', invalid.Failures)),
            DbException => $"The storage cannot be opened (Storage:ConnectionString): {OneLine(failure.Message)}",
            CryptographicException => $"A certificate of the settings Kestrel:* cannot be read: {OneLine(failure.Message)}",
            SocketException =>
                $"An address cannot be used (urls, Silo:Port, Silo:GatewayPort, Silo:AdvertisedAddress): {OneLine(failure.Message)}",
            InvalidOperationException when failure.Message.StartsWith(NoCertificate, StringComparison.Ordinal) =>
                "The server cannot listen on https (setting urls) without a certificate: name its file with Kestrel:Certificates:Default:Path and its password with Kestrel:Certificates:Default:Password, or listen on http.",
            IOException or UnauthorizedAccessException => OneLine(failure.Message),
            AggregateException { InnerExceptions: [var only] } => Describe(only),
            _ => failure.InnerException is { } inner ? Describe(inner) : null,
        };

    /// <summary>A sentence for everything else; with the stack trace where <see cref="TraceVariable"/> asks for it.</summary>
    internal static string DescribeUnexpected(Exception failure) =>
        ShowsTraces
            ? failure.ToString()
            : $"The server cannot start: {OneLine(failure.Message)} ({failure.GetType().Name}; with {TraceVariable}=1 in the environment the stack trace is shown).";

    /// <summary>A message without its line breaks.</summary>
    internal static string OneLine(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
