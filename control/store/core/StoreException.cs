namespace Basalt.Control.Store;

/// <summary>The database cannot be used as it is set up; the message says what to change.</summary>
public sealed class StoreException(string message, Exception? innerException = null)
    : Exception(message, innerException);
