namespace Workflows.Language.Schemas;

/// <summary>Which members and items of one part of a value some schema has looked at. JSON Schema: "Unevaluated Locations".</summary>
internal sealed class EvaluatedParts
{
    private HashSet<string>? members;
    private HashSet<int>? items;
    private int itemsBefore;
    private bool hasAllMembers;
    private bool hasAllItems;

    /// <summary>Notes a member.</summary>
    public void AddMember(string name) => (members ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);

    /// <summary>Notes all members.</summary>
    public void AddAllMembers() => hasAllMembers = true;

    /// <summary>Notes an item.</summary>
    public void AddItem(int index) => (items ??= []).Add(index);

    /// <summary>Notes the items before an index.</summary>
    public void AddItemsBefore(int count) => itemsBefore = Math.Max(itemsBefore, count);

    /// <summary>Notes all items.</summary>
    public void AddAllItems() => hasAllItems = true;

    /// <summary>Whether a member was looked at.</summary>
    public bool HasMember(string name) => hasAllMembers || members?.Contains(name) == true;

    /// <summary>Whether an item was looked at.</summary>
    public bool HasItem(int index) => hasAllItems || index < itemsBefore || items?.Contains(index) == true;

    /// <summary>Takes over what another schema looked at.</summary>
    public void Add(EvaluatedParts other)
    {
        hasAllMembers |= other.hasAllMembers;
        hasAllItems |= other.hasAllItems;
        AddItemsBefore(other.itemsBefore);
        foreach (var name in other.members ?? [])
            AddMember(name);
        foreach (var index in other.items ?? [])
            AddItem(index);
    }
}
