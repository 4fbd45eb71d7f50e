using Basalt.Device.Uring;

namespace Basalt.Tests.Unit.Device;

public sealed class FileDeviceTests() : PoolFileSuite(PoolFileMode.Plain);
