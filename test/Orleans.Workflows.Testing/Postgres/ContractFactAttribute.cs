using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Workflows.Testing.Postgres;

/// <summary>
/// A fact of a suite that several databases inherit: in a class marked <see cref="OnPostgresAttribute"/> it needs PostgreSQL as
/// <see cref="PostgresFactAttribute"/>
/// does, in others it does not.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Workflows.Testing.Postgres.ContractFactDiscoverer", "Orleans.Workflows.Testing")]
public sealed class ContractFactAttribute : FactAttribute;

/// <summary>The suite's subclass runs on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnPostgresAttribute : Attribute;

/// <summary>Finds the facts marked <see cref="ContractFactAttribute"/>; xunit makes it by its name.</summary>
public sealed class ContractFactDiscoverer(IMessageSink diagnostics) : FactDiscoverer(diagnostics)
{
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions,
        ITestMethod testMethod,
        IAttributeInfo factAttribute
    ) =>
        PostgresRequirement.ReasonToSkip is not null && testMethod.TestClass.Class.GetCustomAttributes(typeof(OnPostgresAttribute)).Any()
            ? new SkippedTestCase(DiagnosticMessageSink, discoveryOptions, testMethod)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}

/// <summary>A fact that is skipped for want of a server.</summary>
public sealed class SkippedTestCase : XunitTestCase
{
    /// <summary>For xunit, which fills it from what it has serialized.</summary>
    [Obsolete("Called by the deserializer.")]
    public SkippedTestCase() { }

    /// <summary>Makes the case of a method.</summary>
    public SkippedTestCase(IMessageSink diagnostics, ITestFrameworkDiscoveryOptions options, ITestMethod method)
        : base(diagnostics, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method) { }

    protected override string? GetSkipReason(IAttributeInfo factAttribute) => PostgresRequirement.ReasonToSkip;
}
