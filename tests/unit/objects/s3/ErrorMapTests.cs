using Basalt.Objects.Core;
using Basalt.Objects.S3;
using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

public sealed class ErrorMapTests
{
    [Fact]
    public void Every_code_has_a_status_and_a_text()
    {
        foreach (var code in Enum.GetValues<S3ErrorCode>())
        {
            var description = S3ErrorMap.Describe(code);
            Assert.InRange(description.Status, 304, 599);
            Assert.NotEmpty(description.Message);
        }
    }

    [Fact]
    public void Every_outcome_but_done_has_a_code()
    {
        foreach (var outcome in Enum.GetValues<ObjectOutcome>().Where(outcome => outcome != ObjectOutcome.Done))
            Assert.True(Enum.IsDefined(S3ErrorMap.ToCode(outcome)));
    }
}
