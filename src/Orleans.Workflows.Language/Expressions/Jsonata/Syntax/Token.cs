namespace Workflows.Language.Expressions.Jsonata.Syntax;

/// <summary>The kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>No kind; rejected.</summary>
    None = 0,
    Name,
    Variable,
    Operator,
    Text,
    Number,
    Value,
    Regex,
    End,
}

/// <summary>One token of an expression.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Text">An operator as it is written, a name without quotes, a string without escapes, a regex between its slashes.</param>
/// <param name="Offset">Where it begins, in characters from 0.</param>
internal sealed record Token(TokenKind Kind, string Text, int Offset)
{
    /// <summary>The value of a number.</summary>
    public double Number { get; init; }

    /// <summary>The flags of a regex.</summary>
    public string Flags { get; init; } = "";

    /// <summary>Whether this is an operator.</summary>
    public bool Is(string symbol) => Kind == TokenKind.Operator && Text == symbol;
}
