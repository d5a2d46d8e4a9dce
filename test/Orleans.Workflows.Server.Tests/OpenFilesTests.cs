using Workflows.Server.Startup;

namespace Workflows.Server.Tests;

public sealed class OpenFilesTests
{
    private const string Head = "Limit                     Soft Limit           Hard Limit           Units     \n";

    [Theory]
    [InlineData("Max open files            1024                 1048576              files     ", 1024)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max open files", null)]
    [InlineData("Max processes             95850                95850                processes ", null)]
    public void OpenFiles_reads_the_limit_that_is_in_force(string line, int? expected) =>
        Assert.Equal(expected, OpenFiles.LimitIn((Head + line).Split('\n')));
}
