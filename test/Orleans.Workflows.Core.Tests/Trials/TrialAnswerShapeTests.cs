using Workflows.Language.Model;

namespace Workflows.Core.Trials;

public sealed class TrialAnswerShapeTests
{
    [Theory]
    [InlineData("arn:aws:states:::states:startExecution", "{}", true, "Required field 'ExecutionArn' is missing")]
    [InlineData("arn:aws:states:::states:startExecution", "{}", false, null)]
    [InlineData(
        "arn:aws:states:::states:startExecution",
        """{"ExecutionArn":"a","StartDate":true}""",
        false,
        "Field 'StartDate' must be a string"
    )]
    [InlineData("arn:aws:states:::lambda:invoke", """{"StatusCode":"200"}""", true, "Field 'StatusCode' must be a number")]
    [InlineData("arn:aws:states:::lambda:invoke", "{}", true, null)]
    [InlineData("arn:aws:states:::events:putEvents", """{"anything":1}""", true, null)]
    public void A_made_up_result_has_the_shape_of_what_is_known(string resource, string result, bool isComplete, string? complaint)
    {
        Assert.True(TaskResource.TryParse(resource, out var target, out _));
        Assert.Equal(complaint, TrialAnswerShape.Complaint(target, TestExecution.Json(result), isComplete));
    }
}
