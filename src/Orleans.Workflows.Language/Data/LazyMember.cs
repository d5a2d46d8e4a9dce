namespace Workflows.Language.Data;

/// <summary>A member of a <see cref="LazyObject"/>.</summary>
public sealed class LazyMember
{
    private readonly Func<JsonData>? make;
    private JsonData? value;

    internal LazyMember(string name, Func<JsonData> make) => (Name, this.make) = (name, make);

    internal LazyMember(string name, LazyObject inner) => (Name, Inner) = (name, inner);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The object that it is; null when it can only be had as a whole.</summary>
    public LazyObject? Inner { get; }

    /// <summary>Its value; made once.</summary>
    public JsonData Value => value ??= Inner?.Whole ?? make!();
}
