using Workflows.Language.Documents;
using Workflows.Language.Model;

namespace Workflows.Language.Tests.Reading;

public sealed class ResourceTests
{
    private const string Sns = "arn:aws:states:::sns:publish.waitForTaskToken";

    [Theory]
    [InlineData("orderService.validate", TaskResourceKind.Handler, "orderService.validate", null, TaskCompletion.Response)]
    [InlineData("https://example.com/a?b=1", TaskResourceKind.Http, "https://example.com/a?b=1", null, TaskCompletion.Response)]
    [InlineData("http://a.b:80/{id}?c={d}", TaskResourceKind.Http, "http://a.b:80/{id}?c={d}", null, TaskCompletion.Response)]
    [InlineData("workflow:shipping", TaskResourceKind.Workflow, "shipping", null, TaskCompletion.Response)]
    [InlineData("workflow:shipping@2.1", TaskResourceKind.Workflow, "shipping", "2.1", TaskCompletion.Response)]
    [InlineData("worker:pick-list", TaskResourceKind.Worker, "pick-list", null, TaskCompletion.Response)]
    [InlineData("callback:approval", TaskResourceKind.Callback, "approval", null, TaskCompletion.Token)]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:check", TaskResourceKind.Handler, "check", null, TaskCompletion.Response)]
    [InlineData(
        "arn:aws-cn:lambda:cn-north-1:1:function:check:$LATEST",
        TaskResourceKind.Handler,
        "check",
        "$LATEST",
        TaskCompletion.Response
    )]
    [InlineData("arn:aws:states:eu-west-1:123456789012:activity:pick", TaskResourceKind.Worker, "pick", null, TaskCompletion.Response)]
    [InlineData("arn:aws:states:::lambda:invoke", TaskResourceKind.LambdaInvoke, "", null, TaskCompletion.Response)]
    [InlineData("arn:aws:states:::lambda:invoke.waitForTaskToken", TaskResourceKind.LambdaInvoke, "", null, TaskCompletion.Token)]
    [InlineData("arn:aws:states:::states:startExecution", TaskResourceKind.StartExecution, "", null, TaskCompletion.Response)]
    [InlineData("arn:aws:states:::states:startExecution.sync", TaskResourceKind.StartExecution, "", null, TaskCompletion.Job)]
    [InlineData("arn:aws:states:::states:startExecution.sync:2", TaskResourceKind.StartExecution, "", null, TaskCompletion.JobWithJson)]
    [InlineData("arn:aws:states:::states:startExecution.waitForTaskToken", TaskResourceKind.StartExecution, "", null, TaskCompletion.Token)]
    [InlineData(Sns, TaskResourceKind.OtherArn, Sns, null, TaskCompletion.Token)]
    public void A_resource_is_taken_apart(string text, TaskResourceKind kind, string name, string? version, TaskCompletion completion)
    {
        Assert.True(TaskResource.TryParse(text, out var resource, out var error), error);
        Assert.Equal(
            new TaskResource(kind, text)
            {
                Name = name,
                Version = version,
                Completion = completion,
            },
            resource
        );
    }

    [Theory]
    [InlineData("http://")]
    [InlineData("http:orders")]
    [InlineData("https://example.com/a#b")]
    [InlineData("https://{host}/orders")]
    [InlineData("https://example.com/{}")]
    [InlineData("https://example.com/{order id}")]
    [InlineData("https://user:secret@example.com")]
    [InlineData("workflow:")]
    [InlineData("workflow:a b")]
    [InlineData("workflow:a@")]
    [InlineData("worker:")]
    [InlineData("callback:ä")]
    [InlineData("ftp://example.com")]
    [InlineData("arn:aws:lambda")]
    [InlineData("arn:aws:states:::sqs:send Message")]
    public void A_malformed_resource_is_a_problem_where_it_stands(string resource)
    {
        var read = Definitions.Yaml(Definitions.OneState($"type: Task\nresource: '{resource}'\nend: true"));

        var problem = Assert.Single(read.Problems);
        Assert.Equal((ProblemCodes.InvalidResource, "$.states.only.resource"), (problem.Code, problem.Position.Path));
    }

    [Fact]
    public void Another_arn_is_accepted_only_where_a_mock_answers_for_it()
    {
        var document = System.Text.Encoding.UTF8.GetBytes(Definitions.OneState($"type: Task\nresource: {Sns}\nend: true"));
        var limits = new Language.Reading.DefinitionLimits();

        var alone = Language.Reading.DefinitionReader.Read(document, DocumentFormat.Yaml, limits);
        var mocked = Language.Reading.DefinitionReader.Read(document, DocumentFormat.Yaml, limits, resource => resource == Sns);

        Assert.Equal(ProblemCodes.InvalidResource, Assert.Single(alone.Problems).Code);
        Assert.NotNull(mocked.Definition);
    }

    [Theory]
    [InlineData("check", "check", null)]
    [InlineData("check:live", "check", "live")]
    [InlineData("123456789012:function:check", "check", null)]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:check:7", "check", "7")]
    public void A_function_is_found_behind_each_of_its_names(string text, string name, string? qualifier) =>
        Assert.Equal(new AwsName(name, qualifier), AwsNames.Function(text));

    [Theory]
    [InlineData("arn:aws:states:eu-west-1:123456789012:stateMachine:ship", "ship", null)]
    [InlineData("arn:aws:states:eu-west-1:123456789012:stateMachine:ship:3", "ship", "3")]
    [InlineData("ship@2", "ship", "2")]
    public void A_state_machine_is_found_behind_each_of_its_names(string text, string name, string? version) =>
        Assert.Equal(new AwsName(name, version), AwsNames.StateMachine(text));
}
