namespace Basalt.Transport.Pipes;

/// <summary>Where a <see cref="ReceivePipe"/> is filled from.</summary>
internal interface IReceiveSource
{
    /// <summary>There is room again after a push that answered false.</summary>
    void OnReceiveResumed();

    /// <summary>The reader completed with an exception.</summary>
    void OnReaderFailed();
}
