using System.Text;

namespace Basalt.Http.Http1.Head;

/// <summary>
/// The head of one request: its bytes in one block and where in it what stands. Strings are made when asked for; one
/// that is the same as at the same place of the head before is used again. One shard alone.
/// </summary>
internal sealed class RequestHead
{
    private const int BlockSizeStart = 2 * 1024;
    private const int FieldCountStart = 24;

    /// <summary>A block that grew past this, for one head out of the common, is not kept for the next.</summary>
    private const int BlockSizeKept = 8 * 1024;

    private byte[] _block = new byte[BlockSizeStart];
    private FieldSlice[] _fields = new FieldSlice[FieldCountStart];
    private string?[] _names = new string?[FieldCountStart];
    private string?[] _values = new string?[FieldCountStart];
    private Slice _method;
    private Slice _path;
    private Slice _query;
    private string? _pathText;
    private string? _queryText;
    private string? _authorityText;

    /// <summary>Bytes taken in so far.</summary>
    public int Size { get; private set; }

    public int FieldCount { get; private set; }

    /// <summary>The 1 of HTTP/1.1.</summary>
    public int MinorVersion { get; set; } = 1;

    /// <summary>Whether something is known of the target.</summary>
    public bool HasTarget { get; private set; }

    /// <summary>Of an absolute target; empty for the other forms.</summary>
    public Slice Authority { get; private set; }

    /// <summary>Bytes of the body; null if chunked.</summary>
    public long? ContentLength { get; set; }

    public bool IsKeepAlive { get; set; }

    public bool IsContinueExpected { get; set; }

    public string Method => MethodNames.Text(Span(_method));

    public string Path
    {
        get
        {
            if (!HasTarget) return "";

            // http://host stands for its root (RFC 9110 section 4.2.3).
            return _path.Size == 0 ? "/" : Text(ref _pathText, Span(_path));
        }
    }

    public string Query => Text(ref _queryText, Span(_query));

    /// <summary>The host that is meant: that of an absolute target before the field's (RFC 9112 section
    /// 3.2.2).</summary>
    public string Host
    {
        get
        {
            if (Authority.Size > 0) return Text(ref _authorityText, Span(Authority));
            var index = IndexOf(KnownField.Host);
            return index < 0 ? "" : Value(index);
        }
    }

    public bool IsMethod(ReadOnlySpan<byte> name) => Span(_method).SequenceEqual(name);

    public ReadOnlySpan<byte> Span(Slice slice) => _block.AsSpan(slice.Start, slice.Size);

    public FieldSlice Field(int index) => _fields[index];

    public string Name(int index) => Text(ref _names[index], Span(_fields[index].Name));

    public string Value(int index) => Text(ref _values[index], Span(_fields[index].Value));

    public bool IsNamed(int index, string name)
    {
        var slice = _fields[index].Name;
        return slice.Size == name.Length && Ascii.EqualsIgnoreCase(Span(slice), name);
    }

    /// <summary>The first line of a field; -1 if there is none.</summary>
    public int IndexOf(KnownField known) => IndexOf(known, 0);

    public int IndexOf(KnownField known, int start)
    {
        for (var i = start; i < FieldCount; i++)
            if (_fields[i].Known == known) return i;
        return -1;
    }

    /// <summary>Begins anew.</summary>
    public void Reset()
    {
        Size = 0;
        FieldCount = 0;
        MinorVersion = 1;
        HasTarget = false;
        (_method, _path, _query, Authority) = (default, default, default, default);
        ContentLength = 0;
        IsKeepAlive = false;
        IsContinueExpected = false;
        if (_block.Length <= BlockSizeKept) return;
        _block = new byte[BlockSizeStart];
        (_names, _values) = (new string?[_fields.Length], new string?[_fields.Length]);
        (_pathText, _queryText, _authorityText) = (null, null, null);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_block.Length - Size < bytes.Length)
            Array.Resize(ref _block, Math.Max(_block.Length * 2, Size + bytes.Length));
        bytes.CopyTo(_block.AsSpan(Size));
        Size += bytes.Length;
    }

    /// <summary>Forgets what was taken in last.</summary>
    public void CutTo(int size) => Size = size;

    public void SetMethod(Slice method) => _method = method;

    public void SetTarget(Slice authority, Slice path, Slice query)
    {
        HasTarget = true;
        (Authority, _path, _query) = (authority, path, query);
    }

    public void AddField(FieldSlice field)
    {
        if (FieldCount == _fields.Length)
        {
            Array.Resize(ref _fields, FieldCount * 2);
            Array.Resize(ref _names, FieldCount * 2);
            Array.Resize(ref _values, FieldCount * 2);
        }

        _fields[FieldCount++] = field;
    }

    private static string Text(ref string? kept, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return "";

        // Bytes outside ASCII are equal to no text here, and made anew.
        if (kept is not null && Ascii.Equals(bytes, kept)) return kept;
        return kept = Encoding.Latin1.GetString(bytes);
    }
}
