using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Basalt.Tests.Tidy;

/// <summary>One C# file, parsed.</summary>
internal sealed class SourceFile(string path, string text)
{
    public string Path { get; } = path;

    public string Text { get; } = text;

    public CompilationUnitSyntax Tree { get; } = CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();

    public IEnumerable<string> Namespaces =>
        Tree.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(static n => n.Name.ToString());

    /// <summary>Types that stand in no other type.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopTypes => Tree
        .DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>()
        .Where(static m => m is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>Every dotted name in the code: usings, aliases, qualified names; comments apart.</summary>
    public IEnumerable<(int Line, string Name)> DottedNames()
    {
        var tokens = Tree.DescendantTokens().ToArray();
        for (var i = 0; i < tokens.Length; i++)
        {
            if (!tokens[i].IsKind(SyntaxKind.IdentifierToken) || (i > 0 && tokens[i - 1].IsKind(SyntaxKind.DotToken)))
            {
                continue;
            }

            var start = i;
            var name = tokens[i].ValueText;
            while (i + 2 < tokens.Length && tokens[i + 1].IsKind(SyntaxKind.DotToken)
                && tokens[i + 2].IsKind(SyntaxKind.IdentifierToken))
            {
                name += "." + tokens[i + 2].ValueText;
                i += 2;
            }

            yield return (LineOf(tokens[start].Span.Start), name);
        }
    }

    public static string NameOf(MemberDeclarationSyntax type) => type is DelegateDeclarationSyntax function
        ? function.Identifier.ValueText
        : ((BaseTypeDeclarationSyntax)type).Identifier.ValueText;

    public int LineOf(int position) => Tree.SyntaxTree.GetLineSpan(new(position, 0)).StartLinePosition.Line + 1;

    public int LinesOf(SyntaxNode node)
    {
        var span = Tree.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
