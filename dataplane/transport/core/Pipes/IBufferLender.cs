namespace Basalt.Transport.Pipes;

/// <summary>Who lends memory that was received into, and takes it back when it is consumed.</summary>
internal interface IBufferLender
{
    void TakeBack(int index);
}
