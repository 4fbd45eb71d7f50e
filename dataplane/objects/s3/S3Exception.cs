namespace Basalt.Objects.S3;

/// <summary>
/// A refusal that goes to the client as an S3 error document. Thrown on failure paths alone; the handler maps it once.
/// </summary>
internal sealed class S3Exception : Exception
{
    public S3Exception(S3ErrorCode code)
        : this(code, S3ErrorMap.Describe(code).Message)
    {
    }

    public S3Exception(S3ErrorCode code, string message)
        : base(message) => Code = code;

    public S3Exception(S3ErrorCode code, Exception innerException)
        : base(S3ErrorMap.Describe(code).Message, innerException) => Code = code;

    public S3ErrorCode Code { get; }

    /// <summary>Further elements of the error document, such as Region or ArgumentName; never a secret.</summary>
    public List<KeyValuePair<string, string>> Details { get; } = [];

    public S3Exception With(string element, string value)
    {
        Details.Add(new(element, value));
        return this;
    }

    /// <summary>InvalidArgument in the form S3 gives it: which parameter, and what it was.</summary>
    public static S3Exception Argument(string name, string value, string message)
        => new S3Exception(S3ErrorCode.InvalidArgument, message)
            .With("ArgumentName", name)
            .With("ArgumentValue", value);
}
