using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads what only a Fail state has.</summary>
internal static class FailReader
{
    /// <summary>The state.</summary>
    public static FailState Read(Fields fields, ReadState state) =>
        new()
        {
            Name = state.Name,
            Position = state.Member.Position,
            Error = fields.TextSource(Keys.Error, Keys.ErrorPath),
            // A business failure must not become another error because its cause is missing. AWS: States.Runtime.
            Cause = fields.TextSource(Keys.Cause, Keys.CausePath) is { } cause ? cause with { IsOptional = fields.Context.IsNative } : null,
        };
}
