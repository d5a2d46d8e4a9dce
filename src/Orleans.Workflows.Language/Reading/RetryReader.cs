using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads <c>retry</c>. ASL: "Retrying after Error".</summary>
internal static class RetryReader
{
    private const int DefaultNativeAttempts = 3;
    private const int DefaultAslRetries = 3;
    private const double MostAttempts = 99_999_999;
    private const double GreatestMultiplier = 1_000_000;

    /// <summary>The retriers in order.</summary>
    public static IReadOnlyList<Retrier> Read(Fields fields)
    {
        var nodes = fields.OneOrMany(fields.Take(Keys.Retry), "{maxAttempts: 3}");
        List<(Retrier? Retrier, DocumentNode Node)> read = [.. nodes.Select(node => (ReadOne(node, fields.Context), node))];
        ErrorMatcherReader.CheckOrder([.. read.Select(entry => (entry.Retrier?.Errors, entry.Node))], fields.Context);
        return [.. read.Select(entry => entry.Retrier).OfType<Retrier>()];
    }

    private static Retrier? ReadOne(DocumentNode node, ReadingContext context)
    {
        if (node is not ObjectNode members)
        {
            context.Report(ProblemCodes.WrongType, $"A retrier must be an object, not {FieldValues.Described(node)}.", node);
            return null;
        }
        var fields = new Fields(members, context);
        if (!context.IsNative)
            fields.Text(fields.Take(Keys.Description));
        var errors = ErrorMatcherReader.Read(fields, "A retrier");
        var maxRetries = ReadMaxRetries(fields);
        var interval = fields.Duration(fields.Take(Keys.Interval), mayBeZero: context.IsNative) ?? TimeSpan.FromSeconds(1);
        var multiplier = fields.Number(fields.Take(Keys.BackoffMultiplier), 1, GreatestMultiplier) ?? 2;
        var maxMember = fields.Take(Keys.MaxInterval);
        var maxInterval = fields.Duration(maxMember);
        if (maxInterval < interval || (maxInterval == interval && !context.IsNative))
            context.Report(
                ProblemCodes.InvalidDuration,
                $"'{maxMember!.Name}' must be longer than '{context.Spelled(Keys.Interval)}'.",
                maxMember.Value
            );
        var jitter = ReadJitter(fields);
        fields.Close("A retrier");
        return errors is null
            ? null
            : new Retrier
            {
                Errors = errors,
                MaxRetries = maxRetries,
                Interval = interval,
                BackoffMultiplier = multiplier,
                MaxInterval = maxInterval,
                Jitter = jitter,
            };
    }

    // Native documents count all attempts, ASL counts retries.
    private static int ReadMaxRetries(Fields fields)
    {
        var member = fields.Take(Keys.MaxAttempts);
        if (!fields.Context.IsNative)
            return (int)(fields.Number(member, 0, MostAttempts, isWhole: true) ?? DefaultAslRetries);
        return (int)(fields.Number(member, 1, MostAttempts, isWhole: true) ?? DefaultNativeAttempts) - 1;
    }

    private static Jitter ReadJitter(Fields fields)
    {
        var member = fields.Take(Keys.JitterKey);
        if (fields.Text(member) is not { } text)
            return Jitter.None;
        var (none, full) = fields.Context.IsNative ? ("none", "full") : ("NONE", "FULL");
        if (text != none && text != full)
            fields.Context.Report(ProblemCodes.InvalidValue, $"'{member!.Name}' must be {none} or {full}.", member.Value);
        return text == full ? Jitter.Full : Jitter.None;
    }
}
