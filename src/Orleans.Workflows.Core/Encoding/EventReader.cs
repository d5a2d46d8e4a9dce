using System.Collections.Immutable;
using System.Text.Json;
using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.Encoding;

/// <summary>Reads the events of one row; the mirror of <see cref="EventWriter"/>.</summary>
internal ref struct EventReader(ReadOnlyMemory<byte> row)
{
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 128 };

    private Utf8JsonReader reader = new(row.Span, ReaderOptions);
    private DateTimeOffset at;
    private JsonData? result;

    /// <summary>All events of the row.</summary>
    public IReadOnlyList<ExecutionEvent> ReadRow()
    {
        var events = new List<ExecutionEvent>();
        Expect(JsonTokenType.StartObject);
        while (NextMember())
        {
            if (reader.ValueTextEquals("format"u8))
                CheckFormat();
            else if (reader.ValueTextEquals("events"u8))
                ReadEvents(events);
            else
                throw Unknown();
        }

        return events;
    }

    private void CheckFormat()
    {
        var format = ReadInt();
        if (format != EventCodec.Format)
            throw new InvalidDataException($"The journal holds a row of format {format}; this version reads format {EventCodec.Format}.");
    }

    private void ReadEvents(List<ExecutionEvent> events)
    {
        Expect(JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            events.Add(ReadEvent());
    }

    private ExecutionEvent ReadEvent()
    {
        var fields = new EventFields
        {
            Scope = Scope.Top,
            Visit = 1,
            Place = TaskPlace.Here,
        };
        while (NextMember())
            ReadField(ref fields);
        fields.At = at;
        return fields.ToEvent();
    }

    private void ReadField(ref EventFields fields)
    {
        if (reader.ValueTextEquals("type"u8))
            fields.Kind = EventNames.Parse(ReadText());
        else if (reader.ValueTextEquals("at"u8))
            at = ReadMoment();
        else if (reader.ValueTextEquals("step"u8))
            fields.Step = ReadInt();
        else if (reader.ValueTextEquals("attempt"u8))
            fields.Attempt = ReadInt();
        else if (reader.ValueTextEquals("result"u8))
            fields.Result = result = ReadValue();
        else if (reader.ValueTextEquals("output"u8))
            fields.Output = ReadValue();
        else if (reader.ValueTextEquals("outputIsResult"u8))
            fields.Output = ReadTrue() ? result : null;
        else if (reader.ValueTextEquals("next"u8))
            fields.Next = ReadText();
        else if (reader.ValueTextEquals("state"u8))
            fields.State = ReadText();
        else if (reader.ValueTextEquals("scope"u8))
            fields.Scope = ReadInt();
        else if (reader.ValueTextEquals("visit"u8))
            fields.Visit = ReadInt();
        else if (reader.ValueTextEquals("input"u8))
            fields.Input = ReadValue();
        else if (reader.ValueTextEquals("changed"u8))
            fields.Changed = ReadValue();
        else if (reader.ValueTextEquals("changedAt"u8))
            fields.ChangedAt = ReadTexts();
        else
            ReadRareField(ref fields);
    }

    private void ReadRareField(ref EventFields fields)
    {
        if (reader.ValueTextEquals("timeout"u8))
            fields.Timeout = TimeSpan.FromMilliseconds(ReadLong());
        else if (reader.ValueTextEquals("error"u8))
            fields.Error = ReadText();
        else if (reader.ValueTextEquals("location"u8))
            fields.Location = ReadText();
        else if (reader.ValueTextEquals("cause"u8))
            fields.Cause = ReadText();
        else if (reader.ValueTextEquals("retrier"u8))
            fields.Retrier = ReadInt();
        else if (reader.ValueTextEquals("due"u8) || reader.ValueTextEquals("until"u8) || reader.ValueTextEquals("deadline"u8))
            fields.Moment = ReadMoment();
        else if (reader.ValueTextEquals("count"u8))
            fields.Count = ReadInt();
        else if (reader.ValueTextEquals("entries"u8))
            fields.Entries = ReadInt();
        else if (reader.ValueTextEquals("id"u8))
            fields.Id = ReadText();
        else if (reader.ValueTextEquals("workflow"u8))
            fields.Workflow = ReadText();
        else if (reader.ValueTextEquals("version"u8))
            fields.Version = ReadText();
        else if (reader.ValueTextEquals("requestHash"u8))
            fields.RequestHash = ReadText();
        else if (reader.ValueTextEquals("tags"u8))
            fields.Tags = ReadTags();
        else if (reader.ValueTextEquals("parent"u8))
            fields.Parent = ReadText();
        else if (reader.ValueTextEquals("parentStep"u8))
            fields.ParentStep = ReadText();
        else
            ReadFanOutField(ref fields);
    }

    private void ReadFanOutField(ref EventFields fields)
    {
        if (reader.ValueTextEquals("index"u8))
            fields.Index = ReadInt();
        else if (reader.ValueTextEquals("items"u8))
            fields.Items = ReadValue();
        else if (reader.ValueTextEquals("maxConcurrency"u8))
            fields.MaxConcurrency = ReadInt();
        else if (reader.ValueTextEquals("toleratedCount"u8))
            fields.ToleratedCount = ReadInt();
        else if (reader.ValueTextEquals("toleratedPercentage"u8))
            fields.ToleratedPercentage = ReadDouble();
        else if (reader.ValueTextEquals("origin"u8))
            fields.Origin = ReadInt();
        else if (reader.ValueTextEquals("variables"u8))
            fields.Variables = ReadValue();
        else
            ReadMessageField(ref fields);
    }

    private void ReadMessageField(ref EventFields fields)
    {
        if (reader.ValueTextEquals("name"u8))
            fields.Name = ReadText();
        else if (reader.ValueTextEquals("correlation"u8))
            fields.Correlation = ReadValue();
        else if (reader.ValueTextEquals("payload"u8))
            fields.Payload = ReadValue();
        else if (reader.ValueTextEquals("sequence"u8))
            fields.Sequence = ReadLong();
        else if (reader.ValueTextEquals("place"u8))
            fields.Place = EventWords.ParsePlace(ReadText());
        else if (reader.ValueTextEquals("heartbeat"u8))
            fields.Heartbeat = TimeSpan.FromMilliseconds(ReadLong());
        else if (reader.ValueTextEquals("secret"u8))
            fields.Secret = Guid.ParseExact(ReadText(), "N");
        else if (reader.ValueTextEquals("child"u8))
            fields.Child = ReadText();
        else if (reader.ValueTextEquals("undoes"u8))
            fields.Undoes = ReadInt();
        else if (reader.ValueTextEquals("isCompleted"u8))
            fields.IsCompleted = ReadTrue();
        else if (reader.ValueTextEquals("outcome"u8))
            fields.Outcome = EventWords.ParseOutcome(ReadText());
        else if (reader.ValueTextEquals("run"u8))
            fields.Run = ReadInt();
        else
            throw Unknown();
    }

    private ImmutableSortedDictionary<string, string> ReadTags()
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject);
        while (NextMember())
        {
            var name = reader.GetString()!;
            tags[name] = ReadText();
        }

        return tags.ToImmutable();
    }

    private ImmutableArray<string> ReadTexts()
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        Expect(JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
            texts.Add(reader.GetString()!);
        return texts.ToImmutable();
    }

    private JsonData ReadValue()
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return JsonData.FromTrustedUtf8(row[start..(int)reader.BytesConsumed]);
    }

    private bool NextMember() => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private string ReadText()
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String
            ? reader.GetString()!
            : throw new InvalidDataException("A journal row lacks a text.");
    }

    private int ReadInt() => checked((int)ReadLong());

    private long ReadLong()
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number
            ? reader.GetInt64()
            : throw new InvalidDataException("A journal row lacks a number.");
    }

    private double ReadDouble()
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number
            ? reader.GetDouble()
            : throw new InvalidDataException("A journal row lacks a number.");
    }

    private bool ReadTrue() => reader.Read() && reader.TokenType == JsonTokenType.True;

    private DateTimeOffset ReadMoment() => DateTimeOffset.FromUnixTimeMilliseconds(ReadLong());

    private void Expect(JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw new InvalidDataException($"A journal row lacks its {type}.");
    }

    private readonly InvalidDataException Unknown() => new($"A journal row has the unknown member '{reader.GetString()}'.");
}
