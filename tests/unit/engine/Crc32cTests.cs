using System.Text;

using Basalt.Engine.Checksums;

using Xunit;

namespace Basalt.Tests.Unit.Engine;

public class Crc32cTests
{
    [Fact]
    public void The_check_value_of_the_published_polynomial_comes_out()
        => Assert.Equal(0xE3069283u, Crc32c.Compute(Encoding.ASCII.GetBytes("123456789")));

    [Fact]
    public void The_instruction_and_its_scalar_twin_agree_on_any_size_and_alignment()
    {
        var random = new Random(32);
        var bytes = new byte[20_000];
        random.NextBytes(bytes);
        for (var i = 0; i < 2000; i++)
        {
            var start = random.Next(64);
            var size = random.Next(i % 2 == 0 ? 200 : bytes.Length - start);
            var part = bytes.AsSpan(start, size);
            Assert.Equal(Crc32c.ComputeScalar(part), Crc32c.Compute(part));
            var cut = random.Next(size + 1);
            Assert.Equal(Crc32c.Compute(part), Crc32c.Append(Crc32c.Compute(part[..cut]), part[cut..]));
        }
    }
}
