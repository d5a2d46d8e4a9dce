using Workflows.Core.Events;
using Workflows.Core.State;
using Workflows.Language.Data;

namespace Workflows.Core.States;

public sealed class DistributedMapTests
{
    [Theory]
    [InlineData("""{"MaxItemsPerBatch": 2}""", """[{"Items":[1,2]},{"Items":[3,4]},{"Items":[5]}]""")]
    [InlineData("""{"MaxItemsPerBatchPath": "$.size"}""", """[{"Items":[1,2,3]},{"Items":[4,5]}]""")]
    [InlineData("""{"MaxInputBytesPerBatch": 15}""", """[{"Items":[1,2]},{"Items":[3,4]},{"Items":[5]}]""")]
    [InlineData(
        """{"MaxItemsPerBatch": 4, "BatchInput": {"of.$": "$.name"}}""",
        """[{"BatchInput":{"of":"n"},"Items":[1,2,3,4]},{"BatchInput":{"of":"n"},"Items":[5]}]"""
    )]
    public void Items_are_put_together_in_batches(string batcher, string expected)
    {
        var execution = Start(
            $$"""  "ItemsPath": "$.items", "ItemBatcher": {{batcher}}  """,
            """{"items": [1, 2, 3, 4, 5], "name": "n", "size": "3"}"""
        );
        execution.AssertData(expected);
    }

    [Fact]
    public void The_selector_shapes_each_item_of_a_batch()
    {
        var execution = Start(
            """ "ItemsPath": "$.items", "ItemSelector": {"at.$": "$$.Map.Item.Index", "is.$": "$$.Map.Item.Value"}, "ItemBatcher": {"MaxItemsPerBatch": 2} """,
            """{"items": ["a", "b", "c"]}"""
        );
        execution.AssertData("""[{"Items":[{"at":0,"is":"a"},{"at":1,"is":"b"}]},{"Items":[{"at":2,"is":"c"}]}]""");
    }

    [Theory]
    [InlineData("""{"MaxItemsPerBatch": 2}""", """{"items": []}""", null)]
    [InlineData("""{"MaxInputBytesPerBatch": 12}""", """{"items": ["too long"]}""", ErrorNames.Runtime)]
    [InlineData("""{"MaxItemsPerBatch": 0}""", """{"items": [1]}""", ErrorNames.Runtime)]
    public void A_batch_that_cannot_be_made_fails_the_Map(string batcher, string input, string? error)
    {
        var execution = Start($$"""  "ItemsPath": "$.items", "ItemBatcher": {{batcher}}  """, input);
        Assert.Equal(error, execution.State.Error);
    }

    [Theory]
    [InlineData("", "[1,2]", "[1,2]")]
    [InlineData("", """{"Contents":[{"Key":"a"}]}""", """[{"Key":"a"}]""")]
    [InlineData(""", "ReaderConfig": {"InputType": "JSON", "ItemsPointer": "/orders/0/lines"}""", """{"orders":[{"lines":[7]}]}""", "[7]")]
    [InlineData(""", "ReaderConfig": {"InputType": "JSONL"}""", "\"1\\n2\\n\"", "[1,2]")]
    [InlineData(""", "ReaderConfig": {"InputType": "JSON", "MaxItems": 2}""", "[1,2,3]", "[1,2]")]
    public void Items_come_from_whoever_answers_for_the_reader(string config, string answer, string expected)
    {
        var execution = StartReader(config);
        TestExecution.AssertJson("""{"Bucket":"b","Key":"k"}""", execution.RunningTask().Input);
        execution.Restart();
        execution.Complete(answer);
        execution.AssertData(expected);
    }

    [Fact]
    public void A_reader_that_fails_is_retried_and_caught_by_its_own_error()
    {
        var execution = StartReader("", """ "Retry": [{"ErrorEquals": ["States.ItemReaderFailed"], "MaxAttempts": 1}], """);
        execution.Fail("S3.NoSuchKey", "k");
        execution.FireTimer();
        execution.Fail("S3.NoSuchKey", "k");
        Assert.Equal((ErrorNames.ItemReaderFailed, "S3.NoSuchKey: k"), (execution.State.Error, execution.State.Cause));
    }

    [Fact]
    public void What_was_read_must_hold_a_list()
    {
        var execution = StartReader("");
        execution.Complete("""{"nothing": 1}""");
        Assert.Equal(ErrorNames.ItemReaderFailed, execution.State.Error);
    }

    [Fact]
    public void Outputs_go_to_whoever_answers_for_the_writer()
    {
        var execution = Start(
            """ "ItemsPath": "$.items", "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket.$": "$.b", "Prefix": "out"}} """,
            """{"items": [1, [2, 3]], "b": "bucket"}"""
        );
        TestExecution.AssertJson("""{"Bucket":"bucket","Prefix":"out","Body":[1,[2,3]]}""", execution.RunningTask().Input);
        execution.Restart();
        execution.Complete("{}");
        execution.AssertData(
            """
            {"MapRunArn": "arn:aws:states:us-east-1:000000000000:mapRun:asl/M:x.1.2",
             "ResultWriterDetails": {"Bucket": "bucket", "Key": "out/x.1.2/manifest.json"}}
            """
        );
    }

    [Fact]
    public void What_writes_is_another_piece_of_work_than_what_read()
    {
        var execution = Start(
            """
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Key": "k"}},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}}
            """,
            "{}"
        );
        var read = execution.RunningTask();
        execution.Complete("[1]");
        var write = execution.RunningTask();
        Assert.NotEqual((read.Key, read.IdempotencyKey), (write.Key, write.IdempotencyKey));
        // A result of the reader that comes once more changes nothing.
        Assert.Empty(execution.Send(new Commands.CompleteTask(read.Step, read.Attempt, TestExecution.Json("[2]"))).Events);
        execution.Complete("{}");
        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
    }

    [Fact]
    public void A_writer_that_fails_fails_the_Map_and_a_redrive_writes_again()
    {
        var execution = Start(
            """ "ItemsPath": "$.items", "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}} """,
            """{"items": [1]}"""
        );
        execution.Fail("S3.AccessDenied");
        Assert.Equal(ErrorNames.ResultWriterFailed, execution.State.Error);
        execution.Send(new Commands.RedriveExecution());
        execution.Complete("""{"Bucket": "other", "Key": "k"}""");
        Assert.Equal(ExecutionStatus.Succeeded, execution.State.Status);
        Assert.Single(execution.History.OfType<MapStarted>());
    }

    [Fact]
    public void A_writer_without_a_resource_shapes_the_outputs()
    {
        var execution = Start(
            """ "ItemsPath": "$.items", "ResultWriter": {"WriterConfig": {"Transformation": "FLATTEN"}} """,
            """{"items": [1, [2, 3]]}"""
        );
        execution.AssertData("[1,2,3]");
    }

    private static TestExecution StartReader(string config, string more = "") =>
        Start(
            more
                + """ "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$.key"}"""
                + config
                + "}",
            """{"key": "k"}"""
        );

    private static TestExecution Start(string fields, string input)
    {
        var execution = new TestExecution(
            Programs.FromJson(
                """{"StartAt": "M", "States": {"M": {"Type": "Map", """
                    + fields
                    + """, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I", "States": {"I": {"Type": "Succeed"}}}, "End": true}}}"""
            )
        );
        execution.Start(input);
        return execution;
    }
}
