using Workflows.Grains.Contracts;

namespace Workflows.Grains.Definitions;

/// <summary>Keeps the document of one version.</summary>
[GrainType("workflow-document")]
internal sealed class DefinitionDocumentGrain(
    [PersistentState("document", StorageNames.Definitions)] IPersistentState<DefinitionRecord> record
) : Grain, IDefinitionDocumentGrain
{
    /// <inheritdoc/>
    public Task StoreAsync(DefinitionDocument document)
    {
        record.State = new DefinitionRecord
        {
            Description = document.Description,
            Spelling = document.Spelling,
            Format = document.Format,
            Source = document.Source.Utf8.ToArray(),
            Definition = document.Definition.Utf8.ToArray(),
        };
        return record.WriteStateAsync();
    }

    /// <inheritdoc/>
    public Task<DefinitionDocument?> ReadAsync()
    {
        var state = record.State;
        return Task.FromResult(
            record.RecordExists
                ? new DefinitionDocument(
                    state.Description,
                    state.Spelling,
                    state.Format,
                    new Payload(state.Source),
                    new Payload(state.Definition)
                )
                : null
        );
    }
}
