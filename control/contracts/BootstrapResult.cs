namespace Basalt.Control.Contracts;

/// <summary>Who the admin is. The EC2 secret is for the operator's own files, and for nothing else.
/// New means that the admin was made now, with the request's password.</summary>
public sealed record BootstrapResult(
    bool IsNew,
    string AdminUserId,
    string AdminUserName,
    string ProjectId,
    string ProjectName,
    string DomainId,
    string DomainName,
    string Ec2AccessKey,
    string Ec2SecretKey);
