using System.Runtime.CompilerServices;
using Workflows.Language.Expressions.Jsonata.Values;

namespace Workflows.Language.Expressions.Jsonata.Functions;

/// <summary>Deep copies, so that a transform changes no value that somebody else holds.</summary>
internal static class Copies
{
    /// <summary>A copy; functions in it become empty texts, as everywhere where a value is written.</summary>
    public static Value Of(Evaluation run, Value value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        run.Spend(1);
        switch (value)
        {
            case ArrayValue array:
                return new ArrayValue([.. array.Items.Select(item => item is null ? NullValue.Instance : Of(run, item))]);
            case ObjectValue members:
                var copy = new ObjectValue();
                foreach (var (name, member) in members.Members)
                    copy.Members[name] = Of(run, member);
                return copy;
            case FunctionValue:
                return TextValue.Empty;
            default:
                return value;
        }
    }
}
