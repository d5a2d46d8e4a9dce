using System.Net;
using System.Net.Sockets;
using System.Text;
using Workflows.Testing.Repository;

namespace Workflows.Server.Tests.Documentation;

/// <summary>The README's first workflow with a service of one's own.</summary>
public sealed class FirstWorkflowTests : IAsyncLifetime
{
    private const string ShownAddress = "localhost:9000";
    private const string File = "examples/price_check_workflow.yaml";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("workflows-first-");
    private readonly TcpListener service = new(IPAddress.Loopback, 0);
    private Task serving = Task.CompletedTask;

    private string Address => $"localhost:{((IPEndPoint)service.LocalEndpoint).Port}";

    [Fact]
    public void The_README_shows_the_document_as_it_is() =>
        Assert.Contains($"```yaml\n{WorkingTree.Read(File)}```", WorkingTree.Read("README.md"), StringComparison.Ordinal);

    [Fact]
    public async Task It_calls_the_service_when_its_host_is_listed()
    {
        await using var server = await StartServerAsync("--Http:AllowedHosts", Address);

        var kettle = await CheckAsync(server, "kettle");
        Assert.Equal("Succeeded", kettle["status"]);
        Assert.Equal("""{"product":"kettle","price":40}""", kettle["output"]);

        var unicorn = await CheckAsync(server, "unicorn");
        Assert.Equal(("Failed", "UnknownProduct"), (unicorn["status"], unicorn["error"]));
    }

    [Fact]
    public async Task It_is_refused_without_the_setting()
    {
        await using var server = await StartServerAsync();

        Assert.Equal("Http.HostNotAllowed", (await CheckAsync(server, "kettle"))["error"]);
    }

    public Task InitializeAsync()
    {
        service.Start();
        serving = ServeAsync();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        service.Stop();
        await serving;
        folder.Delete(recursive: true);
    }

    private async Task<ServerUnderTest> StartServerAsync(params IEnumerable<string> arguments)
    {
        var server = await ServerUnderTest.StartAsync([
            .. arguments,
            "--Storage:ConnectionString",
            $"Data Source={Path.Combine(folder.FullName, "workflows.db")}",
        ]);
        var document = WorkingTree.Read(File).Replace(ShownAddress, Address, StringComparison.Ordinal);
        var registered = await server.SendAsync(HttpMethod.Post, "/workflows", document, "application/yaml");
        Assert.Equal(201, registered.Status);
        return server;
    }

    private static Task<Answer> CheckAsync(ServerUnderTest server, string product) =>
        server.PostAsync("/workflow-executions?wait=30", $$"""{"workflow": "price_check", "input": {"product": "{{product}}" } }""");

    /// <summary>Answers as a web server with the folder <c>examples/prices</c> does.</summary>
    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using var connection = await service.AcceptTcpClientAsync();
                using var reader = new StreamReader(connection.GetStream(), Encoding.ASCII, leaveOpen: true);
                var path = (await reader.ReadLineAsync())!.Split(' ')[1];
                while (await reader.ReadLineAsync() is { Length: > 0 }) { }
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(AnswerTo(path)));
            }
            catch (SocketException)
            {
                // The test is over.
                return;
            }
        }
    }

    private static string AnswerTo(string path)
    {
        var file = Path.Combine(WorkingTree.Root, "examples", "prices", path.TrimStart('/'));
        var (status, body) = System.IO.File.Exists(file) ? ("200 OK", System.IO.File.ReadAllText(file)) : ("404 Not Found", "");
        return $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
    }
}
