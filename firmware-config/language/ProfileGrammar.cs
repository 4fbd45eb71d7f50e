using System.Globalization;
using Basalt.FirmwareConfig.Model;
using Basalt.Interop.Linux.Uring;
using Pidgin;
using static Pidgin.Parser;
using static Pidgin.Parser<Basalt.FirmwareConfig.Language.ProfileToken>;

namespace Basalt.FirmwareConfig.Language;

/// <summary>Words to requirements; the grammar is drawn in the room's README, a rule a field here.</summary>
internal sealed class ProfileGrammar
{
    /// <summary>A rule for one subject: it gets how much the subject matters and where it is named.</summary>
    private delegate Requirement Make(Necessity necessity, SourcePosition position);

    private static readonly Parser<ProfileToken, long> s_number =
        Word<long>("a whole number", static w =>
            long.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);

    private static readonly Parser<ProfileToken, long> s_unit =
        Word(string.Join(", ", ByteSize.Units), ByteSize.SizeOf);

    private static readonly Parser<ProfileToken, Version> s_version =
        Reference("a version such as 5.15", static w => Version.TryParse(w, out var version) ? version : null);

    private static readonly Parser<ProfileToken, IoUringOpcode> s_operation =
        Word("an io_uring operation such as read-fixed", Operation);

    private static readonly Parser<ProfileToken, ProcessorSet> s_processors =
        Reference("processors such as 2-3,6", static w => ProcessorSet.TryParse(w, out var set) ? set : null);

    private static readonly Parser<ProfileToken, string> s_text =
        Token(static t => t.Kind == TokenKind.Text).Select(static t => t.Value).Labelled("quoted text");

    private readonly string _source;

    /// <param name="source">The text the tokens come from: requirements remember their line and column in it.</param>
    public ProfileGrammar(string source) => _source = source;

    private static Parser<ProfileToken, long> Size { get; } =
        Map(static (number, unit) => (Number: number, Unit: unit), s_number, s_unit)
            .Bind(static s => s.Number <= long.MaxValue / s.Unit
                ? Return(s.Number * s.Unit)
                : Fail<long>("the size is beyond 8 EiB"));

    public Parser<ProfileToken, HostProfile> Profile() => Map(
        static (name, description, sections) =>
            new HostProfile(name, description, [.. sections.SelectMany(static s => s)]),
        Keyword("profile").Then(Name()),
        s_text.Or(Return("")),
        Braced(Section())).Before(End);

    private Parser<ProfileToken, IEnumerable<Requirement>> Section() => OneOf(
        Section("kernel", OneOf(KernelVersion(), IoUring())),
        Section("limits", OneOf(LockedMemory(), OpenFiles())),
        Section("huge-pages", HugePages()),
        Section("processors", Isolated()),
        Section("pool", Device()));

    private Parser<ProfileToken, IEnumerable<Requirement>> Section(string name, Parser<ProfileToken, Make> subject) =>
        Keyword(name).Then(Braced(Statement(subject)));

    private Parser<ProfileToken, Requirement> Statement(Parser<ProfileToken, Make> subject) => Map(
        static (necessity, position, make) => make(necessity, position),
        Keyword("require").ThenReturn(Necessity.Required).Or(Keyword("prefer").ThenReturn(Necessity.Preferred)),
        Position(),
        subject);

    private static Parser<ProfileToken, Make> KernelVersion() =>
        Keyword("version").Then(s_version)
            .Select<Make>(static minimum => (n, p) => new KernelVersionRequirement(n, p, minimum));

    private static Parser<ProfileToken, Make> IoUring() =>
        Keyword("io-uring")
            .Then(Keyword("with").Then(s_operation.AtLeastOnce()).Or(Return<IEnumerable<IoUringOpcode>>([])))
            .Select<Make>(static operations => (n, p) => new IoUringRequirement(n, p, [.. operations]));

    private static Parser<ProfileToken, Make> LockedMemory() =>
        Keyword("locked-memory").Then(Size)
            .Select<Make>(static size => (n, p) => new LockedMemoryRequirement(n, p, size));

    private static Parser<ProfileToken, Make> OpenFiles() =>
        Keyword("open-files").Then(s_number)
            .Select<Make>(static count => (n, p) => new OpenFilesRequirement(n, p, count));

    private static Parser<ProfileToken, Make> HugePages() => Map<ProfileToken, long, long, Make>(
        static (count, size) => (n, p) => new HugePagesRequirement(n, p, size, count),
        s_number,
        Keyword("of").Then(Size));

    private static Parser<ProfileToken, Make> Isolated() =>
        Keyword("isolated").Then(s_processors)
            .Select<Make>(static set => (n, p) => new IsolatedProcessorsRequirement(n, p, set));

    private static Parser<ProfileToken, Make> Device() => Map<ProfileToken, string, long, long?, Make>(
        static (path, size, sector) => (n, p) => new PoolDeviceRequirement(n, p, path, size, sector),
        Keyword("device").Then(s_text),
        Keyword("size").Then(Size),
        Keyword("sector").Then(s_number).Select(static sector => (long?)sector).Or(Return<long?>(null)));

    private static Parser<ProfileToken, string> Name() =>
        Token(static t => t.Kind == TokenKind.Word).Select(static t => t.Value).Labelled("the profile's name");

    /// <summary>Where the next word stands; at the end of the text there is none, and the next rule says so.</summary>
    private Parser<ProfileToken, SourcePosition> Position() =>
        Lookahead(Any.Select(token => SourcePosition.At(_source, token.Offset)).Or(Return(default(SourcePosition))));

    /// <summary>Any number of items; an error names both the items and the closing brace as expected.</summary>
    private static Parser<ProfileToken, IEnumerable<T>> Braced<T>(Parser<ProfileToken, T> item) =>
        Token(static t => t.Kind == TokenKind.OpenBrace).Labelled("{")
            .Then(item.Until(Token(static t => t.Kind == TokenKind.CloseBrace).Labelled("}")));

    private static Parser<ProfileToken, string> Keyword(string word) =>
        Token(t => t.Kind == TokenKind.Word && t.Value == word).ThenReturn(word).Labelled(word);

    /// <summary>One word that a reader turns into a value.</summary>
    private static Parser<ProfileToken, T> Word<T>(string label, Func<string, T?> read)
        where T : struct =>
        Token(t => t.Kind == TokenKind.Word && read(t.Value) is not null)
            .Select(t => read(t.Value)!.Value)
            .Labelled(label);

    private static Parser<ProfileToken, T> Reference<T>(string label, Func<string, T?> read)
        where T : class =>
        Token(t => t.Kind == TokenKind.Word && read(t.Value) is not null)
            .Select(t => read(t.Value)!)
            .Labelled(label);

    private static IoUringOpcode? Operation(string word) =>
        word.All(static c => char.IsAsciiLetterLower(c) || c == '-')
        && System.Enum.TryParse<IoUringOpcode>(
            word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var operation)
            ? operation
            : null;
}
