using Xunit;

namespace Basalt.Tests.Tidy;

/// <summary>Each rule finds the fault that is planted for it, and nothing in a tree without one.</summary>
public sealed class RuleTests : IDisposable
{
    private const string Empty = "<Project Sdk=\"Microsoft.NET.Sdk\" />";

    private readonly string _root = Directory.CreateTempSubdirectory("basalt-tidy-").FullName;

    public RuleTests()
    {
        Plant("DataPlane.sln", "");
        Plant("Directory.Build.props", "<Project />");
        Plant(
            "tests/tidy/layers.txt",
            """
            room interop/linux:
            room dataplane/engine: interop/linux
            room dataplane/objects/front: dataplane/engine
            room dataplane/objects/s3: dataplane/objects/front
            room dataplane/objects/swift: dataplane/objects/front
            native interop/linux
            unsafe interop/linux

            """);
        Plant("tests/tidy/leftovers.txt", "\\bLATER\\b\tfinish it\n");
        Plant("dataplane/engine/Basalt.Engine.csproj", Empty);
        Plant("dataplane/objects/Basalt.Objects.csproj", Empty);
        Plant("dataplane/objects/s3/Bucket.cs", "namespace Basalt.Objects.S3;\npublic sealed class Bucket;\n");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_tidy_tree_has_no_violation()
    {
        var tree = Tree();
        Assert.Empty(DoorRules.References(tree));
        Assert.Empty(DoorRules.Names(tree));
        Assert.Empty(DoorRules.Namespaces(tree));
        Assert.Empty(TextRules.Types(tree));
        Assert.Empty(TextRules.Leftovers(tree));
    }

    [Fact]
    public void A_reference_upwards_is_found()
    {
        Plant(
            "dataplane/engine/Basalt.Engine.csproj",
            "<Project><I><ProjectReference Include=\"../objects/Basalt.Objects.csproj\" /></I></Project>");
        Assert.Contains("may not see dataplane/objects", Assert.Single(DoorRules.References(Tree())));
    }

    [Theory]
    [InlineData("using Basalt.Objects.Swift;")]
    [InlineData("using Old = Basalt.Objects.Swift.Container;")]
    [InlineData("class C { object o = new Basalt.Objects.Swift.Container(); }")]
    [InlineData("class C { object o = new Swift.Container(); }")]
    public void A_sibling_is_found_however_it_is_named(string code)
    {
        Plant("dataplane/objects/s3/Peeping.cs", code.StartsWith('u')
            ? code + "\nnamespace Basalt.Objects.S3;\n"
            : "namespace Basalt.Objects.S3;\n" + code + "\n");
        Assert.Contains("may not see dataplane/objects/swift", Assert.Single(DoorRules.Names(Tree())));
    }

    [Fact]
    public void A_sibling_in_a_comment_is_no_reference()
    {
        Plant("dataplane/objects/s3/Talk.cs", "namespace Basalt.Objects.S3;\n// As Basalt.Objects.Swift does.\n");
        Assert.Empty(DoorRules.Names(Tree()));
    }

    [Fact]
    public void A_namespace_beside_its_folder_is_found()
    {
        Plant("dataplane/objects/s3/Lost.cs", "namespace Basalt.Objects;\n");
        Assert.Contains("must be Basalt.Objects.S3", Assert.Single(DoorRules.Namespaces(Tree())));
    }

    [Fact]
    public void A_native_call_outside_interop_is_found()
    {
        Plant(
            "dataplane/engine/Sync.cs",
            "namespace Basalt.Engine;\nclass C { [DllImport(\"c\")] extern void sync(); }\n");
        Assert.Single(DoorRules.NativeCalls(Tree()));
    }

    [Fact]
    public void Unsafe_code_outside_its_rooms_or_without_its_reason_is_found()
    {
        Plant("dataplane/engine/Raw.cs", "namespace Basalt.Engine;\nunsafe class Raw;\n");
        Plant("interop/linux/Basalt.Interop.Linux.csproj", Empty);
        Plant("interop/linux/Raw.cs", "namespace Basalt.Interop.Linux;\nunsafe class Raw;\n");
        Assert.Equal(2, DoorRules.UnsafeCode(Tree()).Count());
    }

    [Fact]
    public void A_second_public_type_is_found()
    {
        Plant("dataplane/engine/One.cs", "namespace Basalt.Engine;\npublic class One;\npublic class Two;\n");
        Assert.Contains("One, Two", Assert.Single(TextRules.Types(Tree())));
    }

    [Fact]
    public void Leftovers_long_lines_and_foreign_hosts_are_found()
    {
        var host = "https://" + "somewhere.org/a";
        Plant("dataplane/engine/A.cs", $"// LATER\n// {host}\n// {new string('x', TextRules.LineLengthMax)}\n");
        var tree = Tree();
        Assert.Single(TextRules.Leftovers(tree));
        Assert.Single(TextRules.ForeignHosts(tree));
        Assert.Single(TextRules.LongLines(tree));
    }

    [Fact]
    public void A_project_inside_another_is_found()
    {
        Plant("dataplane/engine/trees/Basalt.Engine.Trees.csproj", Empty);
        Assert.Single(ProjectRules.Nesting(Tree()));
    }

    [Fact]
    public void A_room_without_its_page_is_found()
    {
        Plant("dataplane/engine/README.md", "# Engine\n" + new string('\n', 12));
        Assert.DoesNotContain(TextRules.Readmes(Tree()), static v => v.Contains("engine", StringComparison.Ordinal));
        Assert.Contains(TextRules.Readmes(Tree()), static v => v.Contains("objects/s3", StringComparison.Ordinal));
    }

    private Repository Tree() => new(_root);

    private void Plant(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
