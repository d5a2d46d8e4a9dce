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
        if (configuration[section] is { Length: > 0 } text)
            throw new SettingException(
                $"The setting {section} cannot be \"{text}\": it has settings below it, such as {section}:{NamesOf(options).FirstOrDefault("NAME")}."
            );
        foreach (var setting in configuration.GetSection(section).GetChildren())
        {
            if (options is IDictionary<string, string> texts)
                texts[setting.Key] = setting.Value ?? throw HasNoneBelow(setting);
            else
                Bind(configuration, setting, section, options);
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

    /// <summary>Refuses levels of logging that there are not; .NET would do so with an exception of its own, later.</summary>
    /// <exception cref="SettingException">A level is unknown.</exception>
    public static void RequireLogLevels(IConfiguration configuration)
    {
        var logging = configuration.GetSection("Logging");
        foreach (
            var levels in logging.GetChildren().Select(provider => provider.GetSection("LogLevel")).Append(logging.GetSection("LogLevel"))
        )
        {
            foreach (var level in levels.GetChildren().Where(level => !string.IsNullOrEmpty(level.Value)))
                ValueOf(level.Value!, typeof(LogLevel), level.Path);
        }
    }

    private static void Bind(IConfiguration configuration, IConfigurationSection setting, string section, object options)
    {
        var property =
            PropertiesOf(options).FirstOrDefault(property => string.Equals(property.Name, setting.Key, StringComparison.OrdinalIgnoreCase))
            ?? throw new SettingException($"There is no setting {setting.Path}; {section} has {string.Join(", ", NamesOf(options))}.");
        if (!IsValue(property.PropertyType))
            Bind(configuration, setting.Path, property.GetValue(options)!);
        else if (setting.Value is { } text)
            property.SetValue(options, ValueOf(text, property.PropertyType, setting.Path));
        else if (setting.GetChildren().Any())
            throw HasNoneBelow(setting);
    }

    /// <summary>What only code can set, such as a delegate, is no setting.</summary>
    private static IEnumerable<PropertyInfo> PropertiesOf(object options) =>
        options
            .GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => !typeof(Delegate).IsAssignableFrom(property.PropertyType));

    private static IEnumerable<string> NamesOf(object options) =>
        options is IDictionary<string, string> ? [] : PropertiesOf(options).Select(property => property.Name);

    private static bool IsValue(Type type) => type.IsValueType || type == typeof(string);

    private static SettingException HasNoneBelow(IConfigurationSection setting) =>
        new($"The setting {setting.Path} has no settings below it, and {setting.GetChildren().FirstOrDefault()?.Path} is one.");

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
