namespace Basalt.Transport.Pipes;

/// <summary>Where a <see cref="SendPipe"/> is emptied to.</summary>
internal interface ISendTarget
{
    /// <summary>
    /// There is something to send, or nothing more will come (<see cref="SendPipe.IsFinished"/>), and nothing was under
    /// way.
    /// </summary>
    void OnSendReady();

    /// <summary>The writer completed with an exception.</summary>
    void OnWriterFailed();
}
