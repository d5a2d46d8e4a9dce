using System.Data.Common;
using Microsoft.Extensions.Options;
using Workflows.Hosting.Options;
using Workflows.Journal.Schema;

namespace Workflows.Server.Startup;

/// <summary>What is said when the server cannot start.</summary>
public static class StartupFailure
{
    /// <summary>One sentence for what people can mend; null for what is an error of the server.</summary>
    public static string? Describe(Exception failure) =>
        failure switch
        {
            SettingException or WrongSettingException or DatabaseStartException => failure.Message,
            OptionsValidationException invalid => string.Join(' ', invalid.Failures),
            IOException => failure.Message,
            DbException => $"The storage cannot be opened (Storage:ConnectionString): {FirstLine(failure.Message)}",
            AggregateException { InnerExceptions: [var only] } => Describe(only),
            _ => failure.InnerException is { } inner ? Describe(inner) : null,
        };

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();
}
