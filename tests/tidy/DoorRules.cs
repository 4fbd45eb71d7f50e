using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Basalt.Tests.Tidy;

/// <summary>Who sees whom, held against layers.txt. Each rule answers its violations, one line each.</summary>
internal static class DoorRules
{
    public static IEnumerable<string> References(Repository tree)
    {
        foreach (var project in tree.Projects)
        {
            var rooms = RoomsIn(tree, project.Folder);
            if (rooms.Count == 0)
            {
                yield return $"{project.File}: its folder is no room in layers.txt";
            }

            foreach (var target in project.References.Where(t => !rooms.Exists(r => MaySeeAny(tree, r, t))))
            {
                yield return $"{project.File}: {project.Folder} may not see {target}";
            }

            foreach (var target in project.Builds.Where(t => !tree.Layers.MayBuild(project.Folder, t)))
            {
                yield return $"{project.File}: {project.Folder} may not build {target}";
            }
        }
    }

    public static IEnumerable<string> Names(Repository tree)
    {
        foreach (var source in tree.Sources)
        {
            if (tree.Layers.RoomOf(source.Path) is not { } room)
            {
                if (tree.ProjectOf(source.Path) is { } project)
                {
                    yield return $"{source.Path}: lies in {project.Folder}, but in no room of layers.txt";
                }

                continue;
            }

            var siblings = Siblings(tree, room);
            foreach (var (line, name) in source.DottedNames())
            {
                if (Seen(tree, siblings, name) is { } other && !room.MaySee(other))
                {
                    yield return $"{source.Path}:{line}: {room.Folder} may not see {other.Folder} ({name})";
                }
            }
        }

        foreach (var project in tree.Projects)
        {
            foreach (var name in project.Usings.Where(u => u.StartsWith("Basalt.", StringComparison.Ordinal)))
            {
                yield return $"{project.File}: say 'using {name}' in the files that need it, so that doors are seen";
            }
        }
    }

    public static IEnumerable<string> NativeCalls(Repository tree) =>
        from source in tree.Sources
        where tree.Layers.RoomOf(source.Path) is not { } room || !tree.Layers.Native.Contains(room.Folder)
        from attribute in source.Tree.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString() is "LibraryImport" or "DllImport"
        select $"{source.Path}:{source.LineOf(attribute.SpanStart)}: native calls are declared in interop";

    public static IEnumerable<string> UnsafeCode(Repository tree)
    {
        foreach (var source in tree.Sources)
        {
            var first = source.Tree.DescendantTokens().FirstOrDefault(static t => t.IsKind(SyntaxKind.UnsafeKeyword));
            if (first == default)
            {
                continue;
            }

            var room = tree.Layers.RoomOf(source.Path);
            if (room is null || !tree.Layers.Unsafe.Contains(room.Folder))
            {
                yield return $"{source.Path}:{source.LineOf(first.SpanStart)}: unsafe code may not stand in this room";
            }
            else if (!source.Text.Contains("// SAFETY:", StringComparison.Ordinal))
            {
                yield return $"{source.Path}: unsafe code without '// SAFETY:' (what must hold, who sees to it)";
            }
        }
    }

    public static IEnumerable<string> Namespaces(Repository tree)
    {
        foreach (var project in tree.Projects.Where(p => p.Name != Project.NameFor(p.Folder)))
        {
            yield return $"{project.File}: must be named {Project.NameFor(project.Folder)}";
        }

        foreach (var source in tree.Sources)
        {
            if (tree.ProjectOf(source.Path) is not { } project)
            {
                continue;
            }

            var expected = NamespaceFor(project, source.Path);
            foreach (var actual in source.Namespaces.Where(n => WithoutCore(n) != WithoutCore(expected)))
            {
                yield return $"{source.Path}: namespace {actual} must be {expected}";
            }
        }
    }

    private static string NamespaceFor(Project project, string file)
    {
        var inside = Path.GetRelativePath(project.Folder, Path.GetDirectoryName(file)!).Replace('\\', '/');
        return inside == "."
            ? project.Name
            : project.Name + "." + string.Join('.', inside.Split('/').Select(Project.Pascal));
    }

    /// <summary>Tests mirror the source, where a core may be a folder or a part of the name.</summary>
    private static string WithoutCore(string name) =>
        name.StartsWith("Basalt.Tests.", StringComparison.Ordinal)
            ? name.Replace(".Core", "", StringComparison.Ordinal)
            : name;

    private static bool MaySeeAny(Repository tree, Room room, string folder) =>
        RoomsIn(tree, folder).Exists(other => other != room && room.MaySee(other));

    private static List<Room> RoomsIn(Repository tree, string folder) =>
    [
        .. tree.Layers.Rooms.Values
            .Where(r => r.Folder == folder || r.Folder.StartsWith(folder + "/", StringComparison.Ordinal)),
    ];

    /// <summary>Rooms in the same project, by the last word of their namespace: it alone names them.</summary>
    private static Dictionary<string, Room> Siblings(Repository tree, Room room)
    {
        var project = tree.ProjectOf(room.Folder + "/");
        return tree.Layers.Rooms.Values
            .Where(r => r != room && project is not null && tree.ProjectOf(r.Folder + "/") == project)
            .ToDictionary(static r => r.Namespace[(r.Namespace.LastIndexOf('.') + 1)..]);
    }

    private static Room? Seen(Repository tree, Dictionary<string, Room> siblings, string name)
    {
        if (name.StartsWith("Basalt.", StringComparison.Ordinal))
        {
            return tree.Layers.RoomOfName(name);
        }

        var first = name.IndexOf('.', StringComparison.Ordinal);
        return first > 0 ? siblings.GetValueOrDefault(name[..first]) : null;
    }
}
