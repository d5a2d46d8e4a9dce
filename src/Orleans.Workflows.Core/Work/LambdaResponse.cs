using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Workflows.Language.Data;

namespace Workflows.Core.Work;

/// <summary>
/// What <c>arn:aws:states:::lambda:invoke</c> brings: the function's answer in <c>Payload</c>, and around it what AWS's client tells of the call. Documents select
/// from it, so that its shape is theirs to rely on.
/// </summary>
internal static class LambdaResponse
{
    private const string Latest = "$LATEST";

    /// <summary>The response with a function's answer.</summary>
    /// <param name="answer">What the function answered.</param>
    /// <param name="at">When.</param>
    /// <param name="request">What stands for the id of the request.</param>
    /// <param name="hasLog">Whether the end of the function's log was asked for (<c>LogType: Tail</c>). A handler has none of its own, so that it tells of the call only.</param>
    public static JsonData Of(JsonData answer, DateTimeOffset at, string request, bool hasLog)
    {
        var log = hasLog ? LogOf(request) : null;
        (string Name, string Value)[] headers =
        [
            ("Connection", "keep-alive"),
            ("Content-Length", answer.Size.ToString(CultureInfo.InvariantCulture)),
            ("Content-Type", "application/json"),
            ("Date", at.ToString("R", CultureInfo.InvariantCulture)),
            ("X-Amz-Executed-Version", Latest),
            .. log is null ? ((string, string)[])[] : [("X-Amz-Log-Result", log)],
            ("x-amzn-Remapped-Content-Length", "0"),
            ("x-amzn-RequestId", request),
            ("X-Amzn-Trace-Id", request),
        ];
        var buffer = new ArrayBufferWriter<byte>(answer.Size + 1024);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteString("ExecutedVersion", Latest);
        if (log is not null)
            writer.WriteString("LogResult", log);
        writer.WritePropertyName("Payload");
        writer.WriteRawValue(answer.Utf8.Span, skipInputValidation: true);
        writer.WriteStartObject("SdkHttpMetadata");
        writer.WriteStartObject("AllHttpHeaders");
        foreach (var (name, value) in headers)
        {
            writer.WriteStartArray(name);
            writer.WriteStringValue(value);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteStartObject("HttpHeaders");
        foreach (var (name, value) in headers)
            writer.WriteString(name, value);
        writer.WriteEndObject();
        writer.WriteNumber("HttpStatusCode", 200);
        writer.WriteEndObject();
        writer.WriteStartObject("SdkResponseMetadata");
        writer.WriteString("RequestId", request);
        writer.WriteEndObject();
        writer.WriteNumber("StatusCode", 200);
        writer.WriteEndObject();
        writer.Flush();
        return JsonData.FromTrustedUtf8(buffer.WrittenMemory);
    }

    private static string LogOf(string request) =>
        Convert.ToBase64String(
            System.Text.Encoding.UTF8.GetBytes(
                $"START RequestId: {request} Version: {Latest}\nEND RequestId: {request}\nREPORT RequestId: {request}\n"
            )
        );
}
