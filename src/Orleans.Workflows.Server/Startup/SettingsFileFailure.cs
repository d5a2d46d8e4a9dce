using System.Text.Json;

namespace Workflows.Server.Startup;

/// <summary>What is said about a file of settings that cannot be read.</summary>
internal static class SettingsFileFailure
{
    /// <summary>A sentence with the file, and the place in it where .NET names one.</summary>
    public static SettingException Describe(Exception unreadable) =>
        unreadable is UnauthorizedAccessException
            ? new(
                $"A file of settings cannot be read: {StartupFailure.OneLine(unreadable.Message)} Let the user that runs this process read it."
            )
            : new($"{WithoutFullStop(unreadable.Message)}: {Reason(unreadable)}. Correct the JSON of that file.");

    private static string Reason(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            // Counted from 0 by the reader, from 1 by editors.
            if (cause is JsonException { LineNumber: { } line, BytePositionInLine: { } column } json)
                return $"line {line + 1}, column {column + 1}: {WithoutFullStop(json.Message.Split(" LineNumber:")[0])}";
        }
        return WithoutFullStop((failure.InnerException ?? failure).Message);
    }

    private static string WithoutFullStop(string text) => StartupFailure.OneLine(text).TrimEnd('.');
}
