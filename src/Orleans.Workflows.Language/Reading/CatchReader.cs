using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads <c>catch</c>. ASL: "Fallback States".</summary>
internal static class CatchReader
{
    /// <summary>The catchers in order.</summary>
    public static IReadOnlyList<Catcher> Read(Fields fields, ReadState state)
    {
        var nodes = fields.OneOrMany(fields.Take(Keys.Catch), "{errorType: PaymentError, next: refund}");
        List<(Catcher? Catcher, DocumentNode Node)> read = [.. nodes.Select(node => (ReadOne(node, state), node))];
        ErrorMatcherReader.CheckOrder([.. read.Select(entry => (entry.Catcher?.Errors, entry.Node))], fields.Context);
        return [.. read.Select(entry => entry.Catcher).OfType<Catcher>()];
    }

    private static Catcher? ReadOne(DocumentNode node, ReadState state)
    {
        var context = state.Context;
        if (node is not ObjectNode members)
        {
            context.Report(ProblemCodes.WrongType, $"A catcher must be an object, not {FieldValues.Described(node)}.", node);
            return null;
        }
        var fields = new Fields(members, context);
        if (!context.IsNative)
            fields.Text(fields.Take(Keys.Description));
        var errors = ErrorMatcherReader.Read(fields, "A catcher");
        var nextMember = fields.Require(Keys.Next, "A catcher");
        var next = fields.NonEmptyText(nextMember);
        state.LeadsTo(next, nextMember);
        // Null is a rule of its own in native documents: the error goes to $.error, so that the data survive.
        var resultPath = fields.Placement(fields.Take(Keys.ResultPath)) ?? (context.IsNative ? null : ResultPlacement.Replace);
        var afterError = context with { HasErrorOutput = true };
        var output = context.IsNative || context.IsJsonata ? fields.Template(fields.Take(Keys.Output), afterError) : null;
        var assign = fields.Assign(afterError);
        fields.Close("A catcher");
        return errors is null || next is null
            ? null
            : new Catcher
            {
                Errors = errors,
                Next = next,
                ResultPath = resultPath,
                Output = output,
                Assign = assign,
            };
    }
}
