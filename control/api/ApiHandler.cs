namespace Basalt.Control.Api;

/// <summary>Answers one request, or throws a <see cref="Faults.FaultException"/>.</summary>
public delegate Task ApiHandler(ApiRequest request);
