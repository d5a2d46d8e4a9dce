using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Workflows.Language.Data;

namespace Workflows.Benchmarks.Handlers;

/// <summary>What the other process does: answers the calls of Tasks until the process that started it lets go of it, or is gone.</summary>
internal static class HandlerServer
{
    /// <summary>The argument that makes this program the other process.</summary>
    public const string Argument = "serve-handlers";

    /// <summary>Behind a handler's name: how many numbers it has noted.</summary>
    public const string CountSuffix = "/count";

    /// <summary>Behind a handler's name: the numbers.</summary>
    public const string NotesSuffix = "/notes";

    /// <summary>Serves; the first line of its output is the address.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        foreach (var handler in HandlerCatalog.All)
            Map(app, handler);
        await app.StartAsync();
        Console.WriteLine(app.Urls.Single());

        // The other end of the pipe closes when the benchmark is done with it, and also when that process is killed.
        while (await Console.In.ReadLineAsync() is not null) { }
        // Nobody waits for an answer any more.
        await app.StopAsync(new CancellationToken(canceled: true));
        return 0;
    }

    private static void Map(WebApplication app, TaskHandler handler)
    {
        var (path, notes) = ("/" + handler.Name, new HandlerNotes());
        On(path, http => AnswerAsync(http, handler, notes));
        On(path + CountSuffix, http => http.Response.WriteAsJsonAsync(notes.Count));
        On(path + NotesSuffix, http => http.Response.WriteAsJsonAsync(notes.ToArray()));

        void On(string expected, RequestDelegate answer) =>
            app.Use((http, next) => http.Request.Path == expected ? answer(http) : next(http));
    }

    private static async Task AnswerAsync(HttpContext http, TaskHandler handler, HandlerNotes notes)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var result = handler.Handle(JsonData.FromTrustedUtf8(body.ToArray()), notes);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = result.Size;
        await http.Response.Body.WriteAsync(result.Utf8, http.RequestAborted);
    }
}
