namespace Basalt.Http.Http1.Head;

/// <summary>How far the reading of a head came.</summary>
internal enum HeadOutcome
{
    /// <summary>More must come first.</summary>
    Incomplete,

    /// <summary>It is whole and plain.</summary>
    Done,

    /// <summary>It is no head that is taken; <see cref="HeadReader.Fault"/> says why.</summary>
    Refused,
}
