using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Workflows.Core.Data;
using Workflows.Core.State;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Core.States;

/// <summary>The items of a Map that do not lie in its data as they are: read from somewhere, or put together in batches.</summary>
internal static class MapItems
{
    /// <summary>The list that a reader brought. ASL: "ItemReader".</summary>
    /// <exception cref="EvaluationException"><c>States.ItemReaderFailed</c>: there is no list in it.</exception>
    public static JsonData Read(ItemReader reader, JsonData result, EvaluationContext context)
    {
        var value = result.Root.ValueKind == JsonValueKind.String ? Parse(reader, result.Root.GetString()!) : result.Root;
        if (reader.Pointer is { } pointer)
            value = Follow(value, pointer);
        // What AWS's client gives for a listing.
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("Contents", out var contents))
            value = contents;
        if (value.ValueKind != JsonValueKind.Array)
            throw Failed("what was read is no list; give the items as one, or say where it is with ItemsPointer");
        var most = (int)(reader.MaxItems?.Evaluate(context) ?? 0);
        return most > 0 && most < value.GetArrayLength() ? List(value.EnumerateArray().Take(most)) : JsonData.From(value);
    }

    /// <summary>The items in batches: <c>{BatchInput, Items}</c> each. ASL: "ItemBatcher".</summary>
    /// <param name="context">Surroundings whose <c>$</c> is the input of the Map.</param>
    public static JsonData Batch(Transition transition, OpenStep step, MapState state, JsonData items, EvaluationContext context)
    {
        var batcher = state.ItemBatcher!;
        var mostItems = (int)(batcher.MaxItems?.Evaluate(context) ?? 0);
        var mostBytes = (int)(batcher.MaxBytes?.Evaluate(context) ?? 0);
        if (mostItems == 0 && mostBytes == 0)
            throw new EvaluationException(
                ErrorNames.Runtime,
                $"The ItemBatcher of '{state.Name}' limits neither the items nor the bytes of a batch."
            );

        var prefix = PrefixOf(batcher.BatchInput?.Evaluate(context));
        var batches = new ArrayBufferWriter<byte>(items.Size + 64);
        var (count, size) = (0, 0);
        foreach (var item in Selected(transition, step, state, items, context.Data))
        {
            var isFull = (mostItems > 0 && count == mostItems) || (mostBytes > 0 && count > 0 && size + item.Size + 1 > mostBytes);
            if (isFull)
                batches.Write("]}"u8);
            if (isFull || count == 0)
            {
                batches.Write(batches.WrittenCount == 0 ? "["u8 : ","u8);
                batches.Write(prefix);
                (count, size) = (0, prefix.Length + 2);
            }
            else
            {
                batches.Write(","u8);
            }

            batches.Write(item.Utf8.Span);
            count++;
            size += item.Size + (count > 1 ? 1 : 0);
            if (mostBytes > 0 && size > mostBytes)
                throw new EvaluationException(
                    ErrorNames.Runtime,
                    $"A single item of '{state.Name}' is larger than {mostBytes} bytes with its batch."
                );
        }

        batches.Write(count == 0 ? "[]"u8 : "]}]"u8);
        return JsonData.FromTrustedUtf8(batches.WrittenMemory);
    }

    private static IEnumerable<JsonData> Selected(Transition transition, OpenStep step, MapState state, JsonData items, JsonData input)
    {
        foreach (var (index, element) in items.Root.EnumerateArray().Index())
        {
            var item = new MapItem(index, JsonData.From(element));
            yield return state.ItemSelector is { } selector
                ? selector.Evaluate(ContextObject.Of(transition, step, input, item))
                : item.Value;
        }
    }

    private static byte[] PrefixOf(JsonData? batchInput) =>
        batchInput is null ? "{\"Items\":["u8.ToArray() : [.. "{\"BatchInput\":"u8, .. batchInput.Utf8.Span, .. ",\"Items\":["u8];

    private static JsonElement Parse(ItemReader reader, string text)
    {
        var json = reader.IsLines
            ? $"[{string.Join(',', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))}]"
            : text;
        return JsonPayload.TryParse(System.Text.Encoding.UTF8.GetBytes(json), out var data, out var problem)
            ? data.Root
            : throw Failed($"the text that was read is no JSON ({problem.Message.TrimEnd('.')})");
    }

    // RFC 6901.
    private static JsonElement Follow(JsonElement value, string pointer)
    {
        foreach (var part in pointer.TrimStart('/').Split('/'))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member))
                value = member;
            else if (value.ValueKind == JsonValueKind.Array && Digits.TryParse(name, out int index) && index < value.GetArrayLength())
                value = value[index];
            else
                throw Failed($"the ItemsPointer {pointer} leads nowhere");
        }

        return value;
    }

    private static JsonData List(IEnumerable<JsonElement> items)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write("["u8);
        foreach (var item in items)
        {
            if (buffer.WrittenCount > 1)
                buffer.Write(","u8);
            buffer.Write(JsonMarshal.GetRawUtf8Value(item));
        }

        buffer.Write("]"u8);
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }

    private static EvaluationException Failed(string why) => new(ErrorNames.ItemReaderFailed, $"The items cannot be taken: {why}.");
}
