namespace Workflows.Core.Commands;

/// <summary>
/// Something that somebody wants of an execution. A command that no longer fits (late, early, repeated) is answered, and changes nothing.
/// The family is closed: commands are not persisted, and each decides for itself, so that one without a decision cannot be written.
/// </summary>
public abstract record Command
{
    private protected Command() { }

    /// <summary>Emits the events that the command leads to.</summary>
    internal abstract CommandAnswer Decide(Transition transition);
}
