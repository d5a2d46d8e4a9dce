namespace Workflows.Chaos.Tests.Examples;

/// <summary>The first command of the README shows every path through the order workflow.</summary>
public sealed class OrderExampleTests(OrderExample example) : IClassFixture<OrderExample>
{
    private const string UpToTheDecision = "validate_order → check_inventory → inventory_decision → ";
    private const string UpToThePayment = UpToTheDecision + "reserve_inventory → process_payment → ";
    private const string Failed = "Failed: OrderProcessingFailed";

    [Theory]
    [InlineData("1-success", "Succeeded", UpToThePayment + "fulfill_order → order_success")]
    [InlineData("2-out-of-stock", Failed, UpToTheDecision + "notify_backorder → order_failed")]
    [InlineData("3-invalid-order", Failed, "validate_order → order_failed")]
    [InlineData("4-payment-declined", Failed, UpToThePayment + "payment_failed → order_failed")]
    [InlineData("5-flaky-validation", "Succeeded", UpToThePayment + "fulfill_order → order_success")]
    public void Each_order_takes_its_path(string input, string result, string path)
    {
        var summary = example.Lines.SkipWhile(line => line != "Paths and results").ToList();
        var at = summary.FindIndex(line => line.TrimStart().StartsWith(input, StringComparison.Ordinal));
        Assert.Equal($"  {input, -20} {result}", summary[at]);
        Assert.Equal("    " + path, summary[at + 1]);
    }

    [Theory]
    [InlineData("ValidationError the quantity must be at least 1", 3)]
    [InlineData("PaymentError card declined", 2)]
    [InlineData("ServiceUnavailable 503 from the order service", 2)]
    [InlineData("caught ValidationError", 1)]
    [InlineData("caught PaymentError", 1)]
    public void Each_attempt_is_shown(string text, int times) =>
        Assert.Equal(times, example.Lines.Count(line => line.Contains(text, StringComparison.Ordinal)));

    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/docs")]
    public void It_says_where_the_pages_are(string path) =>
        Assert.Contains(example.Lines, line => line.EndsWith(path, StringComparison.Ordinal));
}
