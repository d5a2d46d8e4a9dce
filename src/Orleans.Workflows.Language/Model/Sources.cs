using System.Globalization;
using System.Text.Json;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Paths;

namespace Workflows.Language.Model;

/// <summary>A duration that the document gives, or that is taken from the data when it is needed.</summary>
/// <param name="Literal">The duration; null when a path gives it.</param>
/// <param name="Path">Selects a number of seconds; null for a literal.</param>
public sealed record DurationSource(TimeSpan? Literal, DataPath? Path)
{
    /// <summary>True when a path must give whole seconds. ASL: a positive integer.</summary>
    public bool IsWhole { get; init; }

    /// <summary>True when a path may also give a text that contains a whole number. AWS takes one for the timeouts of a Task.</summary>
    public bool TakesText { get; init; }

    /// <summary>The longest duration: 10 years.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3653);

    /// <summary>The duration for these data.</summary>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>: missing, not a number, negative, or longer than <see
    /// cref="Longest"/>.</exception>
    public TimeSpan Evaluate(EvaluationContext context)
    {
        if (Literal is { } literal)
            return literal;

        var value = Path!.Select(context) ?? throw Unfit(Path, "finds nothing");
        if (NumberSource.NumberOf(value, TakesText) is not { } seconds || (IsWhole && Math.Floor(seconds) != seconds))
            throw Unfit(Path, $"gives {Shown(value)}, not a {(IsWhole ? "whole " : "")}number of seconds");
        if (!(seconds >= 0) || seconds > Longest.TotalSeconds)
            throw Unfit(Path, $"gives {Shown(value)} seconds, outside 0 to {Longest.TotalSeconds.ToString(CultureInfo.InvariantCulture)}");
        return TimeSpan.FromSeconds(seconds);
    }

    internal static EvaluationException Unfit(DataPath path, string why) =>
        new(path.UnfitError, $"{path.Text} {why}.") { Location = path.Location };

    internal static string Shown(JsonData value) => value.Size <= 100 ? value.ToString() : value.ToString()[..100] + "…";
}

/// <summary>A moment that the document gives, or that is taken from the data.</summary>
/// <param name="Literal">The moment; null when a path gives it.</param>
/// <param name="Path">Selects an RFC 3339 timestamp with an offset; null for a literal.</param>
public sealed record TimestampSource(DateTimeOffset? Literal, DataPath? Path)
{
    /// <summary>The moment for these data.</summary>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>: missing, or not a timestamp with an offset.</exception>
    public DateTimeOffset Evaluate(EvaluationContext context)
    {
        if (Literal is { } literal)
            return literal;

        var value = Path!.Select(context) ?? throw DurationSource.Unfit(Path, "finds nothing");
        return value.Kind == JsonValueKind.String && Timestamps.TryParse(value.Root.GetString()!, out var moment)
            ? moment
            : throw DurationSource.Unfit(Path, $"gives {DurationSource.Shown(value)}, not an RFC 3339 timestamp with an offset");
    }
}

/// <summary>A number that the document gives, or that is taken from the data.</summary>
/// <param name="Literal">The number; null when a path gives it.</param>
/// <param name="Path">Selects a number; null for a literal.</param>
public sealed record NumberSource(double? Literal, DataPath? Path)
{
    /// <summary>The greatest number. Default: none.</summary>
    public double Most { get; init; } = double.MaxValue;

    /// <summary>True when the number must be whole.</summary>
    public bool IsWhole { get; init; }

    /// <summary>True when a path may also give a text that contains a whole number. AWS takes one.</summary>
    public bool TakesText { get; init; }

    /// <summary>The number for these data.</summary>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>: missing, out of bounds, or not a number.</exception>
    public double Evaluate(EvaluationContext context)
    {
        if (Literal is { } literal)
            return literal;

        var value = Path!.Select(context) ?? throw DurationSource.Unfit(Path, "finds nothing");
        return NumberOf(value, TakesText) is { } number && number >= 0 && number <= Most && (!IsWhole || Math.Floor(number) == number)
            ? number
            : throw DurationSource.Unfit(
                Path,
                $"gives {DurationSource.Shown(value)}, which is no {(IsWhole ? "whole " : "")}number within the bounds"
            );
    }

    /// <summary>The number that a value is; null for none.</summary>
    internal static double? NumberOf(JsonData value, bool takesText)
    {
        if (value.Kind == JsonValueKind.Number)
            return value.Root.TryGetDouble(out var number) ? number : null;
        return
            takesText
            && value.Kind == JsonValueKind.String
            && long.TryParse(value.Root.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? whole
            : null;
    }
}

/// <summary>A text that the document gives, or that is computed when it is needed: a path, or in ASL an intrinsic function.</summary>
/// <param name="Literal">The text; null when it is computed.</param>
/// <param name="Computed">Computes a text; null for a literal.</param>
public sealed record TextSource(string? Literal, Template? Computed)
{
    /// <summary>Whether a path that finds nothing, or null, means that there is no text. Default: false, it is an error.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The text for these data; null where it is optional and its path finds nothing.</summary>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>: missing, or not a text.</exception>
    public string? EvaluateOrNull(EvaluationContext context) =>
        IsOptional && Computed is not null && Computed.FindsNothing(context) ? null : Evaluate(context);

    /// <summary>The text for these data.</summary>
    /// <exception cref="EvaluationException"><c>States.Runtime</c>: missing, or not a text.</exception>
    public string Evaluate(EvaluationContext context)
    {
        if (Literal is not null)
            return Literal;

        var value = Computed!.Evaluate(context);
        return value.Kind == JsonValueKind.String
            ? value.Root.GetString()!
            : throw new EvaluationException(Computed.UnfitError, $"Expected a text, found {DurationSource.Shown(value)}.")
            {
                Location = Computed.Location,
            };
    }
}
