using System.Collections;
using System.CommandLine;
using Basalt.Control.Host.Configuration;
using Basalt.Control.Host.Data;

namespace Basalt.Control.Host.Commands;

/// <summary>The flags that every verb on a cloud knows, and one flag for each configuration key.</summary>
internal sealed class ConfigOptions
{
    private const string DefaultData = "basalt-data";

    /// <summary>Keys whose flags stand in the help; <c>basalt config --explain</c> shows all.</summary>
    private static readonly IReadOnlyList<ConfigKey> Shown =
    [
        ConfigKeys.Bind, ConfigKeys.PublicHost, ConfigKeys.PortOffset, ConfigKeys.Region,
        ConfigKeys.PoolPath, ConfigKeys.PoolSize,
        ConfigKeys.DatabaseEngine, ConfigKeys.DatabaseConnection, ConfigKeys.DatabasePasswordFile,
        ConfigKeys.TlsCertificate, ConfigKeys.TlsKey, ConfigKeys.TlsSelfSigned, ConfigKeys.InsecureHttp,
        ConfigKeys.LogLevel, ConfigKeys.LogFormat,
    ];

    private readonly Option<string> _config = new("--config")
    {
        Description = "Configuration file (TOML); without it basalt.toml in the data directory, if there is one",
        HelpName = "FILE",
    };

    private readonly Dictionary<ConfigKey, Option<string>> _flags = [];

    public Option<string> Data { get; } = CreateData();

    public static Option<string> CreateData() => new("--data")
    {
        Description = "Directory that holds the cloud",
        HelpName = "DIR",
        DefaultValueFactory = _ => DefaultData,
    };

    public void AddTo(Command command)
    {
        command.Add(Data);
        command.Add(_config);
        foreach (var key in ConfigKeys.All)
        {
            var option = new Option<string>(key.Flag)
            {
                Description = key.Meaning,
                HelpName = NameOf(key.Kind),
                Hidden = !Shown.Contains(key),
                Arity = key.Kind == ConfigKind.Boolean ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
            };
            _flags.Add(key, option);
            command.Add(option);
        }
    }

    /// <summary>The whole configuration. Throws <see cref="ConfigException"/>.</summary>
    public Settings ReadSettings(ParseResult parsed, IDictionary environment)
    {
        var data = Path.GetFullPath(parsed.GetValue(Data) ?? DefaultData);
        return Settings.From(ReadValues(parsed, environment, data), data);
    }

    public IReadOnlyDictionary<ConfigKey, ConfigValue> ReadValues(
        ParseResult parsed, IDictionary environment, string data)
    {
        var flags = new Dictionary<ConfigKey, ConfigValue>();
        foreach (var (key, option) in _flags)
        {
            if (parsed.GetResult(option) is not { } result) continue;
            flags.Add(key, new ConfigValue(result.Tokens is [{ } token] ? token.Value : "true", key.Flag));
        }

        var file = parsed.GetValue(_config);
        var usual = new DataDirectory(data).DefaultConfigPath;
        return ConfigReader.Read(file ?? (File.Exists(usual) ? usual : null), environment, flags);
    }

    /// <summary>What stands for the value in the help: its choices, where they are few.</summary>
    private static string NameOf(ConfigKind kind) => kind switch
    {
        ConfigKind.Boolean => "true|false",
        ConfigKind.LogLevel => "LEVEL",
        ConfigKind.LogFormat => "auto|text|json",
        ConfigKind.DeviceKind => "auto|uring",
        ConfigKind.FrontKind => "auto|reactor|socket|kestrel",
        ConfigKind.DatabaseEngine => "sqlite|postgresql|mariadb",
        ConfigKind.TextList => "TEXT,...",
        ConfigKind.Text => "TEXT",
        ConfigKind.Integer => "NUMBER",
        ConfigKind.Port => "PORT",
        ConfigKind.Address => "ADDRESS",
        ConfigKind.Duration => "DURATION",
        ConfigKind.Size => "SIZE",
    };
}
