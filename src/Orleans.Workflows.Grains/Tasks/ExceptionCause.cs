using System.Text.RegularExpressions;

namespace Workflows.Grains.Tasks;

/// <summary>
/// What a history says of an exception that ended an attempt: its message, as whoever threw it wrote it. A message of the runtime that names types says nothing to users of workflows,
/// and more than they should know: then the log alone has it.
/// </summary>
internal static partial class ExceptionCause
{
    /// <summary>The cause where the message is not for users.</summary>
    public const string Internal = "An internal error ended the attempt; the server's log says which.";

    /// <summary>The cause that an exception gives.</summary>
    public static string Of(Exception exception) =>
        exception is NullReferenceException or InvalidCastException or IndexOutOfRangeException || TypeName().IsMatch(exception.Message)
            ? Internal
            : exception.Message;

    [GeneratedRegex(
        @"\b(System|Microsoft|Orleans|Workflows|Npgsql|YamlDotNet)\.[A-Z]\w+",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex TypeName();
}
