using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Workflows.Chaos.Tests.Load;

/// <summary>How a start was answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="RetryAfter">When to come again; null where the answer does not say.</param>
internal readonly record struct StartAnswer(int Status, TimeSpan? RetryAfter)
{
    /// <summary>Whether the execution has started.</summary>
    public bool IsAccepted => Status is >= 200 and < 300;

    /// <summary>Whether it was refused as a refusal has to be.</summary>
    public bool IsRefused => this is { Status: 429 or 503, RetryAfter: not null };
}

/// <summary>
/// A connection that sends starts, one after the other, as bytes that were made before: the driver of a flood has to be cheap, for it shares the machine with what it floods.
/// </summary>
internal sealed class StartConnection : IDisposable
{
    private const string Digits = "D9";

    private static readonly byte[] EndOfHeaders = "\r\n\r\n"u8.ToArray();
    private static readonly byte[] RetryAfter = "\r\nRetry-After: "u8.ToArray();
    private static readonly byte[] EndOfChunks = "\r\n0\r\n\r\n"u8.ToArray();

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] answer = new byte[64 * 1024];
    private readonly byte[] request;
    private readonly int placeOfNumber;

    private StartConnection(byte[] request, int placeOfNumber)
    {
        this.request = request;
        this.placeOfNumber = placeOfNumber;
    }

    /// <summary>The id of an execution that a connection starts.</summary>
    public static string IdOf(int number) => "start-" + number.ToString(Digits, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Opens several.</summary>
    /// <param name="count">How many.</param>
    /// <param name="server">Where the server is.</param>
    /// <param name="workflow">What is started.</param>
    /// <param name="input">What it starts with, JSON.</param>
    public static async Task<IReadOnlyList<StartConnection>> OpenAsync(int count, Uri server, string workflow, string input)
    {
        var body = $$"""{"id":"{{IdOf(0)}}","workflow":"{{workflow}}","input":{{input}}}""";
        var text =
            $"POST /workflow-executions HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
        var bytes = Encoding.UTF8.GetBytes(text);
        var place = bytes.AsSpan().IndexOf("\"start-"u8) + "\"start-".Length;
        var connections = new List<StartConnection>();
        for (var number = 0; number < count; number++)
        {
            var connection = new StartConnection([.. bytes], place);
            await connection.socket.ConnectAsync(server.Host, server.Port);
            connections.Add(connection);
        }
        return connections;
    }

    /// <summary>Starts an execution with the id of a number.</summary>
    public async Task<StartAnswer> StartAsync(int number)
    {
        number.TryFormat(request.AsSpan(placeOfNumber), out _, Digits, System.Globalization.CultureInfo.InvariantCulture);
        await socket.SendAsync(request.AsMemory());
        for (var length = 0; ; )
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length));
            if (read == 0)
                throw new InvalidDataException("The server closed the connection.");
            length += read;
            if (IsWhole(answer.AsSpan(0, length)))
                return Read(answer.AsSpan(0, length));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    // Nothing is sent ahead: what has come belongs to one answer. The server sends every body of these answers in chunks.
    private static bool IsWhole(ReadOnlySpan<byte> text) => text.IndexOf(EndOfHeaders) >= 0 && text.EndsWith(EndOfChunks);

    private static StartAnswer Read(ReadOnlySpan<byte> text)
    {
        var headers = text[..text.IndexOf(EndOfHeaders)];
        var status = ((headers[9] - '0') * 10 + headers[10] - '0') * 10 + headers[11] - '0';
        var place = headers.IndexOf(RetryAfter);
        return Utf8Parser.TryParse(place < 0 ? default : headers[(place + RetryAfter.Length)..], out int seconds, out _)
            ? new StartAnswer(status, TimeSpan.FromSeconds(seconds))
            : new StartAnswer(status, null);
    }
}
