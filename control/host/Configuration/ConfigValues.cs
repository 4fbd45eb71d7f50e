using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Host.Configuration;

/// <summary>Reads values by kind. A value that makes no sense is refused with its source and what would.</summary>
internal static class ConfigValues
{
    private static readonly (string Suffix, double Milliseconds)[] DurationUnits =
        [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    private static readonly (string Suffix, long Factor)[] SizeUnits =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("B", 1)];

    public static string Describe(ConfigKind kind) => kind switch
    {
        ConfigKind.Text => "text",
        ConfigKind.TextList => "a list of texts (in the environment and in flags: separated by commas)",
        ConfigKind.Boolean => "true or false",
        ConfigKind.Integer => "a whole number from 0 to 60000",
        ConfigKind.Port => "a port from 0 to 65535",
        ConfigKind.Address => "an IP address, such as 127.0.0.1, 0.0.0.0 or ::1",
        ConfigKind.Duration => "a duration, such as 500ms, 60s, 5m or 0s",
        ConfigKind.Size => "a size, such as 10GiB, 512MiB or 0",
        ConfigKind.LogLevel => "trace, debug, information, warning or error",
        ConfigKind.LogFormat => "auto, text or json",
        ConfigKind.DeviceKind => "auto or uring",
        ConfigKind.FrontKind => "auto, reactor, socket or kestrel",
        ConfigKind.DatabaseEngine => "sqlite, postgresql or mariadb",
    };

    /// <summary>Throws <see cref="ConfigException"/> unless the value is one of the key's kind.</summary>
    public static void Check(ConfigKey key, ConfigValue value)
    {
        var isGood = key.Kind switch
        {
            ConfigKind.Text or ConfigKind.TextList => !value.Text.Any(char.IsControl),
            ConfigKind.Boolean => bool.TryParse(value.Text, out _),
            ConfigKind.Integer => TryInteger(value.Text, 60_000, out _),
            ConfigKind.Port => TryInteger(value.Text, ushort.MaxValue, out _),
            ConfigKind.Address => IPAddress.TryParse(value.Text, out _),
            ConfigKind.Duration => TryDuration(value.Text, out _),
            ConfigKind.Size => TrySize(value.Text, out _),
            ConfigKind.LogLevel => TryLogLevel(value.Text, out _),
            ConfigKind.LogFormat => value.Text is "auto" or "text" or "json",
            ConfigKind.DeviceKind => value.Text is "auto" or "uring",
            ConfigKind.FrontKind => value.Text is "auto" or "reactor" or "socket" or "kestrel",
            ConfigKind.DatabaseEngine => value.Text is "sqlite" or "postgresql" or "mariadb",
        };
        if (!isGood)
            throw new ConfigException($"{value.Source}: {key.Path} is '{value.Text}', but must be {key.Expected}");
    }

    public static bool TryInteger(string text, int most, out int value)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most;

    public static bool TryDuration(string text, out TimeSpan value)
    {
        foreach (var (suffix, milliseconds) in DurationUnits)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal)
                || !TryInteger(text[..^suffix.Length], int.MaxValue, out var count)) continue;
            value = TimeSpan.FromMilliseconds(count * milliseconds);
            return value <= TimeSpan.FromDays(24);
        }

        value = default;
        return false;
    }

    public static bool TrySize(string text, out long value)
    {
        foreach (var (suffix, factor) in SizeUnits)
        {
            if (!text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) continue;
            var digits = text[..^suffix.Length];
            if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value)) continue;
            if (value > long.MaxValue / factor) return false;
            value *= factor;
            return true;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    public static bool TryLogLevel(string text, out LogLevel level)
        => Enum.TryParse(text, ignoreCase: true, out level)
            && level is >= LogLevel.Trace and <= LogLevel.Error
            && !char.IsAsciiDigit(text[0]);
}
