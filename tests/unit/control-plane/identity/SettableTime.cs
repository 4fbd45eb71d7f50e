namespace Basalt.Tests.Unit.ControlPlane.Identity;

/// <summary>A clock that stands until it is moved, one microsecond a look.</summary>
internal sealed class SettableTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now += TimeSpan.FromMicroseconds(1);
}
