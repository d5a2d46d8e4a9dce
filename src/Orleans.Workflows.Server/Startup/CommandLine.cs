namespace Workflows.Server.Startup;

/// <summary>The arguments of the process: at most one command, and settings.</summary>
/// <param name="Command">What to do.</param>
/// <param name="Settings">The settings, each as <c>--Name=value</c>.</param>
public sealed record CommandLine(ServerCommand Command, string[] Settings)
{
    private static readonly Dictionary<string, ServerCommand> Commands = new(StringComparer.OrdinalIgnoreCase)
    {
        ["--help"] = ServerCommand.Help,
        ["-h"] = ServerCommand.Help,
        ["-?"] = ServerCommand.Help,
        ["--version"] = ServerCommand.Version,
        ["--health"] = ServerCommand.Health,
    };

    /// <summary>Reads the arguments strictly. .NET's own configuration ignores what it does not understand: a typo would leave a default in force.</summary>
    /// <exception cref="SettingException">An argument is neither a command nor a setting with a value.</exception>
    public static CommandLine Read(IReadOnlyList<string> args)
    {
        var command = ServerCommand.Serve;
        var settings = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            if (Commands.TryGetValue(args[index], out var named))
                command = named;
            else
                settings.Add(ReadSetting(args, ref index));
        }
        return new CommandLine(command, [.. settings]);
    }

    private static string ReadSetting(IReadOnlyList<string> args, ref int index)
    {
        var argument = args[index];
        if (!argument.StartsWith("--", StringComparison.Ordinal) || argument.Length == 2 || argument[2] is '-' or '=')
            throw new SettingException($"The argument '{argument}' is not an option: write --Name value; --help lists the options.");
        if (argument.Contains('='))
            return argument;
        SettingsBinder.RefuseUnknownArguments([$"{argument}="], ServerSettings.Sections);
        if (index + 1 == args.Count || args[index + 1].StartsWith("--", StringComparison.Ordinal))
            throw new SettingException($"The option {argument} has no value: write {argument} VALUE; --help lists the options.");
        index++;
        return $"{argument}={args[index]}";
    }
}
