namespace Basalt.Control.Identity.Tokens;

/// <summary>The repository that tokens are made with, apart from the one for credentials.</summary>
internal sealed record TokenKeys(FernetKeys Keys);
