namespace Workflows.Server.Startup;

/// <summary>A wrong setting; it stops the start.</summary>
/// <param name="sentence">One sentence that names the setting.</param>
public sealed class SettingException(string sentence) : Exception(sentence);
