namespace Workflows.Grains.Tasks;

/// <summary>Thrown by a handler: the attempt failed with a named error.</summary>
/// <param name="error">The name that retriers and catchers match, for example <c>PaymentError</c>. Names beginning with <c>States.</c> are reserved: they become <c>States.TaskFailed</c>.</param>
/// <param name="cause">A sentence for people; null for none.</param>
/// <param name="innerException">What lies behind it; only logged.</param>
public sealed class TaskException(string error, string? cause = null, Exception? innerException = null)
    : Exception(cause is null ? error : $"{error}: {cause}", innerException)
{
    /// <summary>The error's name.</summary>
    public string Error { get; } = error;

    /// <summary>The error's cause.</summary>
    public string? Cause { get; } = cause;
}
