namespace Basalt.Tests.Tidy;

/// <summary>What layers.txt says.</summary>
internal sealed class Layers
{
    public const string Everything = "*";

    private readonly Dictionary<string, Room> _rooms = [];
    private readonly Dictionary<string, HashSet<string>> _builds = [];

    /// <summary>Folders of rooms, and what each is.</summary>
    public IReadOnlyDictionary<string, Room> Rooms => _rooms;

    public HashSet<string> Native { get; } = [];

    public HashSet<string> Unsafe { get; } = [];

    public static Layers Read(string path)
    {
        var layers = new Layers();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length > 0 && line[0] != '#' && !layers.Add(line))
            {
                throw new FormatException($"{path}:{number}: expected room, builds, native or unsafe: {line}");
            }
        }

        return layers;
    }

    /// <summary>The room that a file or folder lies in; null if in none.</summary>
    public Room? RoomOf(string path) => _rooms.Values
        .Where(r => path == r.Folder || path.StartsWith(r.Folder + "/", StringComparison.Ordinal))
        .MaxBy(static r => r.Folder.Length);

    /// <summary>The room whose namespace this name is in; null if in none.</summary>
    public Room? RoomOfName(string name) => _rooms.Values
        .Where(r => name == r.Namespace || name.StartsWith(r.Namespace + ".", StringComparison.Ordinal))
        .MaxBy(static r => r.Namespace.Length);

    public bool MayBuild(string folder, string other) =>
        _builds.TryGetValue(folder, out var others) && others.Contains(other);

    private bool Add(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var folder = words.Length > 1 ? words[1].TrimEnd(':') : "";
        switch (words[0])
        {
            case "room" when words[1].EndsWith(':'):
                var room = _rooms.GetValueOrDefault(folder) ?? new Room(folder);
                room.Sees.UnionWith(words[2..]);
                _rooms[folder] = room;
                return true;
            case "builds" when words[1].EndsWith(':'):
                _builds[folder] = [.. words[2..]];
                return true;
            case "native":
                Native.UnionWith(words[1..]);
                return true;
            case "unsafe":
                Unsafe.UnionWith(words[1..]);
                return true;
            default:
                return false;
        }
    }
}
