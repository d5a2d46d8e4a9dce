namespace Workflows.Hosting.Options;

/// <summary>A setting is wrong; the host does not start. The message is one sentence that names the setting.</summary>
/// <param name="message">The sentence.</param>
/// <param name="innerException">What lies behind it.</param>
public sealed class WrongSettingException(string message, Exception? innerException = null) : Exception(message, innerException);
