namespace Basalt.Control.Identity.Api;

/// <summary>The options object that every resource has; the options themselves come with the features they
/// steer.</summary>
internal sealed record ResourceOptions
{
    public static ResourceOptions None { get; } = new();
}
