using Workflows.Testing.Repository;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Workflows.Tidy.Containers;

public sealed class ComposeTests
{
    private static readonly Dictionary<object, object> Compose = Load("docker-compose.yml");
    private static readonly Dictionary<object, object> OneContainer = Load("compose.sqlite.yml");
    private static readonly Dictionary<object, object> Mocks = Load("docker/compose.mocks.yml");

    private static Dictionary<object, object> Services => Map(Compose["services"]);

    [Fact]
    public void PostgreSQL_has_a_health_check_and_a_volume()
    {
        var postgres = Map(Services["postgres"]);
        var check = Map(postgres["healthcheck"]);
        Assert.Contains("pg_isready", string.Join(' ', List(check["test"])), StringComparison.Ordinal);
        var volume = Assert.Single(List(postgres["volumes"])).ToString()!.Split(':')[0];
        Assert.True(Map(Compose["volumes"]).ContainsKey(volume), $"the volume {volume} is not declared");
    }

    [Fact]
    public void Three_silos_form_one_cluster_on_that_PostgreSQL()
    {
        var silos = Silos();
        Assert.Equal(3, silos.Count);
        Assert.All(
            silos,
            silo =>
            {
                var environment = Map(silo.Value["environment"]);
                Assert.Equal("PostgreSql", environment["Storage__Provider"]);
                Assert.StartsWith("Host=postgres;", environment["Storage__ConnectionString"].ToString(), StringComparison.Ordinal);
                Assert.Equal(Map(Map(silo.Value["networks"])["default"])["ipv4_address"], environment["Silo__AdvertisedAddress"]);
                Assert.Equal("service_healthy", Map(Map(silo.Value["depends_on"])["postgres"])["condition"]);
            }
        );
        Assert.Single(silos.Values.Select(silo => Map(silo["environment"])["Silo__ClusterId"]).Distinct());
    }

    [Fact]
    public void The_files_that_the_services_name_are_there()
    {
        foreach (var service in Every(Compose).Concat(Every(OneContainer)).Concat(Every(Mocks)).Select(entry => entry.Service))
        {
            if (service.TryGetValue("build", out var build))
                Assert.True(File.Exists(Path.Combine(WorkingTree.Root, Map(build)["dockerfile"].ToString()!)));
            var sources = (service.TryGetValue("volumes", out var volumes) ? List(volumes) : []).Select(volume =>
                volume.ToString()!.Split(':')[0]
            );
            Assert.All(
                sources.Where(source => source.StartsWith('.')),
                source => Assert.True(Path.Exists(Path.Combine(WorkingTree.Root, source)), $"{source} does not exist")
            );
        }
    }

    [Fact]
    public void Nginx_stands_in_front_and_is_the_only_one_that_is_reached_from_outside()
    {
        Assert.Equal(
            ["nginx"],
            Services.Where(service => Map(service.Value).ContainsKey("ports")).Select(service => service.Key.ToString())
        );
        Assert.Equal(
            Silos().Keys.Order(StringComparer.Ordinal),
            List(Map(Services["nginx"])["depends_on"]).Select(name => name.ToString()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Only_this_machine_can_reach_what_is_published() =>
        Assert.All(
            Ports(Compose).Concat(Ports(OneContainer)),
            port => Assert.StartsWith("127.0.0.1:", port.ToString(), StringComparison.Ordinal)
        );

    [Fact]
    public void Every_service_has_a_health_check_and_a_memory_limit() =>
        Assert.All(
            Every(Compose).Concat(Every(OneContainer)),
            entry =>
            {
                Assert.NotEmpty(List(Map(entry.Service["healthcheck"])["test"]));
                Assert.Matches("^\\d+[mg]$", entry.Service["mem_limit"].ToString()!);
            }
        );

    [Fact]
    public void Images_of_others_have_exact_tags() =>
        Assert.All(
            Every(Compose).Concat(Every(OneContainer)).Where(entry => !entry.Service.ContainsKey("build")),
            entry => Assert.Matches(@"^\w+:\d+\.\d+(\.\d+)?(-alpine)?(@sha256:[0-9a-f]{64})?$", entry.Service["image"].ToString()!)
        );

    [Fact]
    public void The_password_has_to_be_given()
    {
        var text = WorkingTree.Read("docker-compose.yml");
        Assert.Equal(2, text.Split("${POSTGRES_PASSWORD:?").Length - 1);
        Assert.DoesNotContain("${POSTGRES_PASSWORD:-", text, StringComparison.Ordinal);
        Assert.Contains("\nPOSTGRES_PASSWORD=\n", WorkingTree.Read(".env.example"), StringComparison.Ordinal);
        Assert.Contains("\n.env\n", WorkingTree.Read(".gitignore"), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_file_for_the_examples_has_mocks()
    {
        Assert.All(
            Every(Compose).Concat(Every(OneContainer)),
            entry => Assert.False(entry.Service.TryGetValue("environment", out var settings) && Map(settings).ContainsKey("Mocks__File"))
        );
        Assert.Equal(Silos().Keys.Order(StringComparer.Ordinal), Every(Mocks).Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.All(Every(Mocks), entry => Assert.Equal("/examples/mocks.yaml", Map(entry.Service["environment"])["Mocks__File"]));
    }

    [Fact]
    public void The_one_container_keeps_its_database_in_a_volume()
    {
        var (_, service) = Assert.Single(Every(OneContainer));
        var volume = Assert.Single(List(service["volumes"])).ToString()!.Split(':');
        Assert.Equal("/data", volume[1]);
        Assert.True(Map(OneContainer["volumes"]).ContainsKey(volume[0]), $"the volume {volume[0]} is not declared");
    }

    private static IEnumerable<(string Name, Dictionary<object, object> Service)> Every(Dictionary<object, object> compose) =>
        Map(compose["services"]).Select(service => (service.Key.ToString()!, Map(service.Value)));

    private static IEnumerable<object> Ports(Dictionary<object, object> compose) =>
        Every(compose).SelectMany(entry => entry.Service.TryGetValue("ports", out var ports) ? List(ports) : []);

    private static Dictionary<string, Dictionary<object, object>> Silos() =>
        Services
            .Where(service => service.Key.ToString()!.StartsWith("silo-", StringComparison.Ordinal))
            .ToDictionary(service => service.Key.ToString()!, service => Map(service.Value), StringComparer.Ordinal);

    private static Dictionary<object, object> Load(string file)
    {
        using var reader = new StringReader(WorkingTree.Read(file));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(reader)));
    }

    private static Dictionary<object, object> Map(object value) => Assert.IsType<Dictionary<object, object>>(value);

    private static List<object> List(object value) => Assert.IsType<List<object>>(value);
}
