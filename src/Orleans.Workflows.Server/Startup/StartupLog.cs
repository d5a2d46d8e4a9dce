namespace Workflows.Server.Startup;

/// <summary>
/// What is logged during the start. Whoever starts the server gets one sentence when it cannot start; without this the host, Kestrel and Orleans would each log the same failure
/// before, with a stack trace, and much that only follows from it. <see cref="StartupFailure.TraceVariable"/> shows it all.
/// </summary>
public sealed class StartupLog
{
    /// <summary>They log the failure of a start and throw it, too.</summary>
    private static readonly string[] RepeatingCategories =
    [
        "Microsoft.Extensions.Hosting.Internal.Host",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Orleans.Runtime.Silo",
        "Orleans.Lifecycle",
    ];

    private volatile bool isStarting = true;
    private volatile bool hasFailed;

    /// <summary>Adds a condition to every rule that the configuration has for logging.</summary>
    public void AddTo(IServiceCollection services)
    {
        if (StartupFailure.ShowsTraces)
            return;
        services.PostConfigure<LoggerFilterOptions>(options =>
        {
            var rules = options.Rules.ToList();
            if (!rules.Any(rule => rule is { ProviderName: null, CategoryName: null }))
                rules.Add(new LoggerFilterRule(providerName: null, categoryName: null, options.MinLevel, filter: null));
            options.Rules.Clear();
            foreach (var rule in rules)
                options.Rules.Add(WithCondition(rule));
        });
    }

    /// <summary>The start is over: nothing is held back any more, or nothing is said any more, because what follows from a failure is no news.</summary>
    public void EndStart(bool hasFailed)
    {
        this.hasFailed = hasFailed;
        isStarting = false;
    }

    private LoggerFilterRule WithCondition(LoggerFilterRule rule) =>
        new(
            rule.ProviderName,
            rule.CategoryName,
            rule.LogLevel,
            (provider, category, level) => IsShown(category, level) && rule.Filter?.Invoke(provider, category, level) != false
        );

    private bool IsShown(string? category, LogLevel level) =>
        !hasFailed && !(isStarting && level >= LogLevel.Error && category is not null && IsRepeating(category));

    private static bool IsRepeating(string category) =>
        RepeatingCategories.Any(prefix => category.StartsWith(prefix, StringComparison.Ordinal));
}
