using Xunit;

namespace Basalt.Tests.Tidy;

/// <summary>The rules that the compiler and the analyzers cannot hold, over the whole tree.</summary>
public sealed class TidyTests
{
    [Fact]
    public void Projects_reference_only_what_their_room_may_see() => None(DoorRules.References(Repository.Whole));

    [Fact]
    public void Files_name_only_what_their_room_may_see() => None(DoorRules.Names(Repository.Whole));

    [Fact]
    public void Native_calls_are_declared_in_interop() => None(DoorRules.NativeCalls(Repository.Whole));

    [Fact]
    public void Unsafe_code_stands_in_few_rooms_and_says_why_it_is_safe() =>
        None(DoorRules.UnsafeCode(Repository.Whole));

    [Fact]
    public void Namespaces_follow_folders() => None(DoorRules.Namespaces(Repository.Whole));

    [Fact]
    public void No_project_lies_in_the_folder_of_another() => None(ProjectRules.Nesting(Repository.Whole));

    [Fact]
    public void Every_project_is_in_the_solution() => None(ProjectRules.Solution(Repository.Whole));

    [Fact]
    public void Every_source_file_belongs_to_a_project() => None(ProjectRules.HomelessFiles(Repository.Whole));

    [Fact]
    public void Packages_are_pinned_used_and_have_their_reason() => None(ProjectRules.Versions(Repository.Whole));

    [Fact]
    public void Lines_fit_the_page() => None(TextRules.LongLines(Repository.Whole));

    [Fact]
    public void Files_are_short_or_say_why_not()
    {
        foreach (var warning in TextRules.LongFiles(Repository.Whole, TextRules.FileLinesWarned))
        {
            TestContext.Current.AddWarning(warning);
        }

        None(TextRules.LongFiles(Repository.Whole, TextRules.FileLinesMax));
    }

    [Fact]
    public void Functions_fit_the_screen() => None(TextRules.LongFunctions(Repository.Whole));

    [Fact]
    public void Nothing_is_left_over() => None(TextRules.Leftovers(Repository.Whole));

    [Fact]
    public void Only_specifications_and_examples_are_linked() => None(TextRules.ForeignHosts(Repository.Whole));

    [Fact]
    public void A_file_holds_one_public_type_and_has_its_name() => None(TextRules.Types(Repository.Whole));

    [Fact]
    public void Test_names_are_sentences() => None(TextRules.TestNames(Repository.Whole));

    [Fact]
    public void Every_room_has_its_page() => None(TextRules.Readmes(Repository.Whole));

    private static void None(IEnumerable<string> violations)
    {
        var found = violations.Distinct().ToArray();
        Assert.True(found.Length == 0, "\n" + string.Join('\n', found));
    }
}
