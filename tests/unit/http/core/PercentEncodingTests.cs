using System.Text;
using Basalt.Http;
using CsCheck;
using Xunit;

namespace Basalt.Tests.Unit.Http.Core;

public sealed class PercentEncodingTests
{
    [Theory]
    [InlineData("a%20b+c", false, "a b+c")]
    [InlineData("a%20b+c", true, "a b c")]
    [InlineData("100%", false, "100%")]
    [InlineData("%zz%4", false, "%zz%4")]
    [InlineData("%2e%2E/", false, "../")]
    public void Decoding_keeps_what_is_not_encoded(string text, bool isForm, string expected)
        => Assert.Equal(expected, Encoding.UTF8.GetString(PercentEncoding.Decode(text, isForm)));

    [Fact]
    public void Any_bytes_come_back_from_their_encoding()
        => Gen.Byte.Array.Sample(bytes =>
            PercentEncoding.Decode(PercentEncoding.Encode(bytes, keepSlash: true)).AsSpan().SequenceEqual(bytes));
}
