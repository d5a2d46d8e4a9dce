using Workflows.Testing.Repository;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Workflows.Tidy.Containers;

public sealed class ComposeTests
{
    private static readonly Dictionary<object, object> Compose = Load();

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
        foreach (var service in Services.Values.Select(Map))
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

    private static Dictionary<string, Dictionary<object, object>> Silos() =>
        Services
            .Where(service => service.Key.ToString()!.StartsWith("silo-", StringComparison.Ordinal))
            .ToDictionary(service => service.Key.ToString()!, service => Map(service.Value), StringComparer.Ordinal);

    private static Dictionary<object, object> Load()
    {
        using var reader = new StringReader(WorkingTree.Read("docker-compose.yml"));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(reader)));
    }

    private static Dictionary<object, object> Map(object value) => Assert.IsType<Dictionary<object, object>>(value);

    private static List<object> List(object value) => Assert.IsType<List<object>>(value);
}
