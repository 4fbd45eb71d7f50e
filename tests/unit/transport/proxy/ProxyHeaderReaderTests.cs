using System.Buffers;
using System.Net;

using Basalt.Transport.Proxy;

using Xunit;

namespace Basalt.Tests.Unit.Transport.Proxy;

public class ProxyHeaderReaderTests
{
    private const string Signature = "0D0A0D0A000D0A515549540A";

    [Fact]
    public void A_tcp_over_ipv4_header_names_both_ends()
    {
        var (outcome, header, left) = Read(Signature + "2111000C" + "C0000201" + "C6336401" + "D431" + "0050" + "4745");
        Assert.Equal(ProxyOutcome.Read, outcome);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0xD431), header.Source);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("198.51.100.1"), 80), header.Target);
        Assert.Equal(2, left);
    }

    [Fact]
    public void A_tcp_over_ipv6_header_names_both_ends()
    {
        var (outcome, header, _) = Read(
            Signature + "21210024" + "20010DB8000000000000000000000001"
            + "20010DB8000000000000000000000002" + "00070008");
        Assert.Equal(ProxyOutcome.Read, outcome);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("2001:db8::1"), 7), header.Source);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("2001:db8::2"), 8), header.Target);
    }

    [Theory]
    [InlineData("20000000", true)] // LOCAL
    [InlineData("20FF0003AABBCC", true)] // LOCAL: family and rest are skipped, whatever they are.
    [InlineData("21000000", false)] // UNSPEC
    [InlineData("21000004AABBCCDD", false)] // UNSPEC with something behind
    [InlineData("2112000C0102030405060708000A000B", false)] // UDP over IPv4
    public void A_header_that_names_no_client_is_taken_and_names_none(string rest, bool isLocal)
    {
        var (outcome, header, left) = Read(Signature + rest);
        Assert.Equal(ProxyOutcome.Read, outcome);
        Assert.Null(header.Source);
        Assert.Equal(isLocal, header.IsLocal);
        Assert.Equal(0, left);
    }

    [Theory]
    [InlineData("0D0A0D0A000D0A515549540B" + "20000000")] // not the signature
    [InlineData(Signature + "11000000")] // version 1
    [InlineData(Signature + "22000000")] // an unassigned command
    [InlineData(Signature + "21410000")] // an unassigned family
    [InlineData(Signature + "21130000")] // an unassigned transport
    [InlineData(Signature + "2111000B" + "0102030405060708000A00")] // too short for its addresses
    [InlineData(Signature + "2111FFFF")] // larger than the limit
    [InlineData(Signature + "2111000E" + "0102030405060708000A000B" + "0400")] // half a TLV
    [InlineData(Signature + "21110010" + "0102030405060708000A000B" + "04000261")] // a TLV past the end
    [InlineData(Signature + "21110013" + "0102030405060708000A000B" + "03000400000000")] // a wrong checksum
    [InlineData("50524F5859")] // version 1's text
    public void What_the_specification_forbids_is_refused(string hex)
        => Assert.Equal(ProxyOutcome.Invalid, Read(hex).Outcome);

    [Fact]
    public void Any_beginning_of_a_header_needs_more()
    {
        var whole = Signature + "2111000F" + "0102030405060708000A000B" + "040000";
        Assert.Equal(ProxyOutcome.Read, Read(whole).Outcome);
        for (var size = 0; size < whole.Length; size += 2)
            Assert.Equal(ProxyOutcome.NeedsMore, Read(whole[..size]).Outcome);
    }

    [Fact]
    public void Proxies_are_trusted_by_network_alone()
    {
        var options = new ProxyOptions([IPNetwork.Parse("10.0.0.0/8")]);
        Assert.True(options.IsTrusted(new IPEndPoint(IPAddress.Parse("10.1.2.3"), 1)));
        Assert.True(options.IsTrusted(new IPEndPoint(IPAddress.Parse("::ffff:10.1.2.3"), 1)));
        Assert.False(options.IsTrusted(new IPEndPoint(IPAddress.Parse("11.1.2.3"), 1)));
    }

    private static (ProxyOutcome Outcome, ProxyHeader Header, long Left) Read(string hex)
    {
        var input = new ReadOnlySequence<byte>(Convert.FromHexString(hex));
        var outcome = ProxyHeaderReader.TryRead(ref input, out var header);
        return (outcome, header, input.Length);
    }
}
