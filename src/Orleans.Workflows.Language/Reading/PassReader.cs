using Workflows.Language.Model;

namespace Workflows.Language.Reading;

/// <summary>Reads what only a Pass state has.</summary>
internal static class PassReader
{
    /// <summary>The state. A result is no template: it is taken as it stands.</summary>
    public static PassState Read(Fields fields, ReadState state) =>
        new()
        {
            Name = state.Name,
            Position = state.Member.Position,
            Result = fields.Take(Keys.Result)?.Value.ToJson(),
        };
}
