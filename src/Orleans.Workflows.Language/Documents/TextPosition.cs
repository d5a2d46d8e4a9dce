namespace Workflows.Language.Documents;

/// <summary>Follows lines and columns through UTF-8 text, forwards only.</summary>
internal ref struct TextPosition(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> text = text;
    private int offset;

    /// <summary>Line, counted from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Column in characters, counted from 1.</summary>
    public int Column { get; private set; } = 1;

    /// <summary>Line and column of one offset.</summary>
    public static (int Line, int Column) Of(ReadOnlySpan<byte> text, long target)
    {
        var position = new TextPosition(text);
        position.AdvanceTo(target);
        return (position.Line, position.Column);
    }

    /// <summary>Goes on to an offset that is not before the last one.</summary>
    public void AdvanceTo(long target)
    {
        var passed = text[offset..(int)Math.Min(target, text.Length)];
        var lastBreak = passed.LastIndexOf((byte)'\n');
        if (lastBreak >= 0)
        {
            Line += passed.Count((byte)'\n');
            Column = 1;
        }
        foreach (var unit in passed[(lastBreak + 1)..])
        {
            // Continuation bytes belong to the character before them.
            if ((unit & 0xC0) != 0x80)
                Column++;
        }
        offset += passed.Length;
    }
}
