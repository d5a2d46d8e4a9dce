using System.ComponentModel;
using System.Reflection;

namespace Workflows.Server.Startup;

/// <summary>Reads settings into options, strictly: an unknown or ill-typed setting stops the start with a sentence that names it.</summary>
public static class SettingsBinder
{
    private static readonly string[] OtherRoots =
    [
        "urls",
        "environment",
        "applicationName",
        "contentRoot",
        "webRoot",
        "Logging",
        "Kestrel",
        "shutdownTimeoutSeconds",
        "hostBuilder",
        "detailedErrors",
    ];

    /// <summary>Reads a section into an options object of settable properties.</summary>
    /// <exception cref="SettingException">A setting is unknown or of the wrong type.</exception>
    public static void Bind(IConfiguration configuration, string section, object options)
    {
        foreach (var setting in configuration.GetSection(section).GetChildren())
        {
            if (options is IDictionary<string, string> texts)
            {
                texts[setting.Key] = setting.Value ?? throw new SettingException($"The setting {setting.Path} has no settings below it.");
                continue;
            }
            var property =
                options.GetType().GetProperty(setting.Key, BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)
                ?? throw new SettingException(
                    $"There is no setting {setting.Path}; {section} has {string.Join(", ", options.GetType().GetProperties().Select(p => p.Name))}."
                );
            if (setting.Value is { } text && property.CanWrite)
                property.SetValue(options, ValueOf(text, property.PropertyType, setting.Path));
            else
                Bind(
                    configuration,
                    setting.Path,
                    property.GetValue(options) ?? throw new SettingException($"The setting {setting.Path} has no settings below it.")
                );
        }
    }

    /// <summary>Refuses arguments that name no setting: a typo must not leave a default in force.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="sections">The sections that options are read from.</param>
    /// <exception cref="SettingException">An argument is unknown.</exception>
    public static void RefuseUnknownArguments(string[] args, IEnumerable<string> sections)
    {
        string[] known = [.. OtherRoots, .. sections];
        foreach (var argument in new ConfigurationBuilder().AddCommandLine(args).Build().GetChildren())
        {
            if (!known.Contains(argument.Key, StringComparer.OrdinalIgnoreCase))
                throw new SettingException(
                    $"There is no setting --{argument.Key}; the server knows {string.Join(", ", known.Order(StringComparer.OrdinalIgnoreCase))}."
                );
        }
    }

    private static object? ValueOf(string text, Type type, string path)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            return TypeDescriptor.GetConverter(target).ConvertFromInvariantString(text);
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw new SettingException($"The setting {path} cannot be \"{text}\": it must be {Described(target)}.");
        }
    }

    private static string Described(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Where(name => name != "None"))}"
        : type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time span such as 00:00:30"
        : type == typeof(string) ? "a text"
        : "a number";
}
