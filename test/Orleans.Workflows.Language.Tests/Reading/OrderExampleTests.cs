using System.Text;
using Workflows.Language.Data;
using Workflows.Language.Expressions;
using Workflows.Language.Model;

namespace Workflows.Language.Tests.Reading;

public sealed class OrderExampleTests
{
    private const string Order = """
        name: order_processing_workflow
        version: 1.0
        startAt: validate_order

        states:
          validate_order:
            type: Task
            resource: "orderService.validate"
            next: check_inventory
            retry:
              maxAttempts: 3
              backoffMultiplier: 2
            catch:
              - errorType: "ValidationError"
                next: order_failed

          check_inventory:
            type: Task
            resource: "inventoryService.check"
            next: inventory_decision

          inventory_decision:
            type: Choice
            choices:
              - condition:
                  variable: "$.inventoryAvailable"
                  booleanEquals: true
                next: reserve_inventory
            default: notify_backorder

          reserve_inventory:
            type: Task
            resource: "inventoryService.reserve"
            next: order_success
            timeout: 30

          notify_backorder:
            type: Task
            resource: "notificationService.backorder"
            next: order_failed

          order_success:
            type: Success

          order_failed:
            type: Fail
            error: "OrderProcessingFailed"
            cause: "Order could not be completed"
        """;

    private readonly WorkflowDefinition order = Definitions.Valid(Order);

    [Fact]
    public void Its_version_stays_the_text_that_was_written() => Assert.Equal("1.0", order.Version);

    [Fact]
    public void Its_states_stand_in_the_order_of_the_document() =>
        Assert.Equal(
            [
                "validate_order",
                "check_inventory",
                "inventory_decision",
                "reserve_inventory",
                "notify_backorder",
                "order_success",
                "order_failed",
            ],
            order.Graph.States.Select(state => state.Name)
        );

    [Fact]
    public void Its_retrier_answers_for_everything_with_two_retries()
    {
        var retrier = Assert.Single(((TaskState)order.States["validate_order"]).Retriers);
        Assert.Equal([ErrorNames.All], retrier.Errors.Names);
        Assert.Equal(
            (2, TimeSpan.FromSeconds(1), 2d, null),
            (retrier.MaxRetries, retrier.Interval, retrier.BackoffMultiplier, retrier.MaxInterval)
        );
    }

    [Fact]
    public void Its_catcher_keeps_the_native_default_place_of_the_error()
    {
        var catcher = Assert.Single(((TaskState)order.States["validate_order"]).Catchers);
        Assert.Equal((null, "order_failed"), (catcher.ResultPath, catcher.Next));
        Assert.Equal(["ValidationError"], catcher.Errors.Names);
    }

    [Fact]
    public void Its_results_are_merged() => Assert.Equal(ResultPlacement.Merge, order.States["check_inventory"].ResultPath);

    [Fact]
    public void Its_timeout_is_in_seconds() =>
        Assert.Equal(TimeSpan.FromSeconds(30), ((TaskState)order.States["reserve_inventory"]).Timeout!.Literal);

    [Theory]
    [InlineData("""{"inventoryAvailable": true}""", true)]
    [InlineData("""{"inventoryAvailable": false}""", false)]
    [InlineData("""{"inventoryAvailable": "true"}""", false)]
    [InlineData("{}", false)]
    public void Its_choice_follows_the_data(string data, bool expected)
    {
        var rule = Assert.Single(((ChoiceState)order.States["inventory_decision"]).Choices);
        Assert.Equal(expected, rule.Condition.IsTrue(Contexts.Of(data)));
    }

    [Fact]
    public void Its_document_as_json_reads_as_the_same_definition()
    {
        var yaml = Definitions.Yaml(Order);
        var json = Definitions.Json(Encoding.UTF8.GetString(yaml.Document!.Utf8.Span).Replace("1.0", "\"1.0\"", StringComparison.Ordinal));
        Assert.Equal(yaml.Definition!.States.Keys.Order(), json.Definition!.States.Keys.Order());
        Assert.Equal(yaml.Definition.Version, json.Definition.Version);
    }
}
