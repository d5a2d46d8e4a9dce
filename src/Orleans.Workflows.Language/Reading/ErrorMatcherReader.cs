using Workflows.Language.Data;
using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads which errors a retrier or catcher answers for.</summary>
internal static class ErrorMatcherReader
{
    private const string Everything = "*";

    /// <summary>The matcher; null when it is missing where it must be given, or broken.</summary>
    public static ErrorMatcher? Read(Fields fields, string owner)
    {
        var many = fields.Context.IsNative ? fields.Take(Keys.ErrorTypes) : fields.Require(Keys.ErrorTypes, owner);
        var one = fields.Take(Keys.ErrorType);
        fields.Exclude(one, many);
        if (one is not null)
            return Name(one.Value, fields.Context) is { } only ? new ErrorMatcher([only]) : null;
        if (many is null)
            return fields.Context.IsNative ? new ErrorMatcher([ErrorNames.All]) : null;
        if (fields.Context.IsNative && many.Value is ScalarNode { Kind: NodeKind.Text } single)
            return fields.Wrong<ErrorMatcher>(
                many,
                $"a list, such as [{Fields.Shorten(single.Json)}]; for one error write '{Keys.ErrorType.Native}'"
            );
        if (fields.NonEmptyList(many) is not { } list)
            return null;
        List<string> names = [.. list.Items.Select(item => Name(item, fields.Context)).OfType<string>()];
        if (names.Count > 1 && names.Contains(ErrorNames.All))
            fields.Context.Report(
                ProblemCodes.InvalidErrorName,
                $"{ErrorNames.All} already answers for every error; it must stand alone.",
                list
            );
        return names.Count == list.Items.Count ? new ErrorMatcher(names) : null;
    }

    /// <summary>
    /// Reports what can never be asked, because an earlier entry answers for everything. ASL: States.ALL must be the last.
    /// </summary>
    public static void CheckOrder(IReadOnlyList<(ErrorMatcher? Errors, DocumentNode Node)> entries, ReadingContext context)
    {
        foreach (var (errors, node) in entries.SkipLast(1))
        {
            if (errors is not null && errors.Names.Contains(ErrorNames.All))
                context.Report(
                    ProblemCodes.InvalidErrorName,
                    $"This answers for every error, so nothing behind it is ever asked; {ErrorNames.All} must be the last.",
                    node
                );
        }
    }

    private static string? Name(DocumentNode node, ReadingContext context)
    {
        if (node is not ScalarNode { Kind: NodeKind.Text, Json.Length: > 0 } text)
        {
            context.Report(ProblemCodes.WrongType, $"The name of an error must be a text, not {FieldValues.Described(node)}.", node);
            return null;
        }
        if (!context.IsNative)
            return text.Json;
        if (text.Json == Everything)
            return ErrorNames.All;
        if (ErrorNames.Reserved.Contains(ErrorNames.Prefix + text.Json))
            return ErrorNames.Prefix + text.Json;
        if (text.Json.StartsWith(ErrorNames.Prefix, StringComparison.Ordinal) && !ErrorNames.Reserved.Contains(text.Json))
            context.Report(
                ProblemCodes.InvalidErrorName,
                $"There is no error '{Fields.Shorten(text.Json)}'.{Suggestions.DidYouMean(text.Json, ErrorNames.Reserved)}",
                node
            );
        return text.Json;
    }
}
