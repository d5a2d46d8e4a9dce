using System.Text.Unicode;

namespace Workflows.Language.Documents;

/// <summary>What the bytes of a document gave.</summary>
/// <param name="Root">The tree; null when it could not be read to the end.</param>
/// <param name="Problems">What is wrong with it. A tree with problems must not be used, except to look for more problems.</param>
public sealed record ParsedDocument(DocumentNode? Root, IReadOnlyList<Problem> Problems);

/// <summary>Reads JSON or YAML into one kind of tree, in which every value knows its place.</summary>
public static class DocumentReader
{
    /// <summary>Reads a document. Hostile input costs no more than its size allows.</summary>
    /// <param name="document">The bytes, UTF-8.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="limits">How much it may hold.</param>
    public static ParsedDocument Read(ReadOnlyMemory<byte> document, DocumentFormat format, DocumentLimits limits)
    {
        if (document.Length > limits.MaxBytes)
            return Refused(ProblemCodes.DocumentTooLarge, $"The document has {document.Length} bytes; at most {limits.MaxBytes} are allowed.", 1, 1);
        if (!Utf8.IsValid(document.Span))
        {
            var (line, column) = TextPosition.Of(document.Span, FirstInvalid(document.Span));
            return Refused(ProblemCodes.InvalidUnicode, "The document is not valid UTF-8 from here on; save it as UTF-8.", line, column);
        }
        return format switch
        {
            DocumentFormat.Json => new JsonTreeReader(limits).Read(document.Span),
            DocumentFormat.Yaml => new YamlTreeReader(limits).Read(document.Span),
            DocumentFormat.None => throw new ArgumentOutOfRangeException(nameof(format), "A document has a format."),
        };
    }

    private static ParsedDocument Refused(string code, string message, int line, int column) =>
        new(null, [new Problem(code, message, new SourcePosition("$", line, column))]);

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var offset = 0;
        while (System.Text.Rune.DecodeFromUtf8(bytes[offset..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
            offset += consumed;
        return offset;
    }
}
