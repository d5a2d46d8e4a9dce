using Workflows.Language.Data;

namespace Workflows.Language.Expressions;

/// <summary>What keeps an expression from building more than an execution may carry: a short template can name large data many times.</summary>
internal static class TemplateLimits
{
    /// <summary>The largest value that an expression may build, in bytes: the limit of <c>$</c>. Default: 16,777,216 (16 MiB).</summary>
    public const int LargestValue = 16 * 1024 * 1024;

    /// <summary>How deep intrinsic functions may be nested. ASL: 10.</summary>
    public const int DeepestCall = 10;

    /// <summary>The failure of a value that is larger.</summary>
    public static EvaluationException Exceeded() =>
        new(ErrorNames.DataLimitExceeded, $"An expression builds a value larger than {LargestValue} bytes.");
}
