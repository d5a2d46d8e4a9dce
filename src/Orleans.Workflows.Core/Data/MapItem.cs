using Workflows.Language.Data;

namespace Workflows.Core.Data;

/// <summary>The item that an iteration works at: <c>$$.map.item</c>.</summary>
/// <param name="Index">Counted from 0.</param>
/// <param name="Value">The item.</param>
internal sealed record MapItem(int Index, JsonData Value);
