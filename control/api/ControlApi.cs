using Basalt.Control.Api.Faults;
using Microsoft.AspNetCore.Builder;

namespace Basalt.Control.Api;

/// <summary>What the host puts before every control API.</summary>
public static class ControlApi
{
    /// <summary>Request ids, then JSON errors for whatever comes after. Called before the routes run.</summary>
    public static IApplicationBuilder UseControlApi(this IApplicationBuilder application) =>
        application.UseMiddleware<RequestIds>().UseMiddleware<FaultMiddleware>();
}
