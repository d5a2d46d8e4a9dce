using System.Net;
using Workflows.Grains.Tasks.Http;
using Workflows.Journal.Composition;

namespace Workflows.Hosting.Options;

/// <summary>Stops the start at the first wrong setting, with one sentence that names it.</summary>
internal static class WorkflowsOptionsCheck
{
    /// <exception cref="WrongSettingException">A setting is wrong.</exception>
    public static void Check(WorkflowsOptions options)
    {
        Require(
            options.Storage.Provider is JournalProvider.Sqlite or JournalProvider.PostgreSql,
            "Storage:Provider must be Sqlite or PostgreSql."
        );
        Require(!string.IsNullOrWhiteSpace(options.Storage.ConnectionString), "Storage:ConnectionString must not be empty.");
        Require(
            options.Storage.QueueCapacity is >= 16 and <= 1_000_000,
            $"Storage:QueueCapacity must be from 16 to 1000000, not {options.Storage.QueueCapacity}."
        );

        Require(
            options.Storage.StartTimeoutSeconds is >= 0 and <= 86_400,
            $"Storage:StartTimeoutSeconds must be from 0 to 86400, not {options.Storage.StartTimeoutSeconds}."
        );
        RequireJournal(options.Storage);

        var silo = options.Silo;
        Require(
            IPAddress.TryParse(silo.AdvertisedAddress, out var address)
                && !address.Equals(IPAddress.Any)
                && !address.Equals(IPAddress.IPv6Any),
            $"Silo:AdvertisedAddress must be an IP address at which this machine is reached, such as 127.0.0.1, not '{silo.AdvertisedAddress}'."
        );
        RequirePort(silo.Port, "Silo:Port");
        RequirePort(silo.GatewayPort, "Silo:GatewayPort");
        Require(silo.Port is null || silo.Port != silo.GatewayPort, "Silo:Port and Silo:GatewayPort must differ.");
        Require(!string.IsNullOrWhiteSpace(silo.ClusterId), "Silo:ClusterId must not be empty.");
        Require(silo.ClusterId.Length <= 150, "Silo:ClusterId must have at most 150 characters.");

        RequireAtLeast(options.Limits.MaxPayloadBytes, 1_024, "Limits:MaxPayloadBytes");
        RequireAtLeast(options.Limits.MaxDataBytes, options.Limits.MaxPayloadBytes, "Limits:MaxDataBytes");
        RequireAtLeast(options.Limits.MaxEvents, 100, "Limits:MaxEvents");
        RequireAtLeast(options.Limits.MaxEntriesWithoutWork, 1, "Limits:MaxEntriesWithoutWork");
        RequireAtLeast(options.Limits.MaxHistoryBytes, options.Limits.MaxPayloadBytes, "Limits:MaxHistoryBytes");
        RequireAtLeast(options.Limits.MaxExecutionBytes, options.Limits.MaxDataBytes, "Limits:MaxExecutionBytes");
        RequireAtLeast(options.Limits.MaxPendingEventBytes, options.Limits.MaxPayloadBytes, "Limits:MaxPendingEventBytes");
        RequireAtLeast(options.Limits.MaxLiveExecutions, 1, "Limits:MaxLiveExecutions");
        RequireAtLeast(options.Limits.MaxDescendants, 1, "Limits:MaxDescendants");

        RequireAtLeast(options.Tasks.MaxConcurrencyPerResource, 1, "Tasks:MaxConcurrencyPerResource");
        RequireAtLeast(options.Tasks.MaxConcurrency, options.Tasks.MaxConcurrencyPerResource, "Tasks:MaxConcurrency");
        Require(options.Tasks.DrainSeconds is >= 0 and <= 3_600, "Tasks:DrainSeconds must be from 0 to 3600.");

        RequireDays(options.Retention.SucceededDays, "Retention:SucceededDays");
        RequireDays(options.Retention.FailedDays, "Retention:FailedDays");
        RequireDays(options.Retention.TimedOutDays, "Retention:TimedOutDays");
        RequireDays(options.Retention.CancelledDays, "Retention:CancelledDays");

        if (options.Tasks.PublicUrl is { } publicUrl)
            RequireUrl(publicUrl, "Tasks:PublicUrl");
        foreach (var (name, url) in options.Tasks.Webhooks)
            RequireUrl(url, $"Tasks:Webhooks:{name}");
        if (OutboundHosts.Complaint(options.Http.AllowedHosts) is { } complaint)
            throw new WrongSettingException(complaint);
    }

    private static void RequireJournal(StorageOptions storage)
    {
        var journal = new JournalOptions();
        storage.Apply(journal);
        if (journal.Problems().FirstOrDefault() is { } problem)
            throw new WrongSettingException($"Storage:{problem}");
    }

    private static void RequireUrl(string url, string name) =>
        Require(
            Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is ("http" or "https"),
            $"{name} must be a whole URL such as https://example.com, not '{url}'."
        );

    private static void RequirePort(int? port, string name) =>
        Require(port is null or (> 0 and <= 65_535), $"{name} must be from 1 to 65535, not {port}.");

    private static void RequireDays(double? days, string name) =>
        Require(days is null or (>= 0 and <= 36_500), $"{name} must be from 0 to 36500, not {days}.");

    private static void RequireAtLeast(int value, int least, string name) =>
        Require(value >= least, $"{name} must be at least {least}, not {value}.");

    private static void Require(bool holds, string sentence)
    {
        if (!holds)
            throw new WrongSettingException(sentence);
    }
}
