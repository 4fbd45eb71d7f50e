using System.Globalization;
using System.Text;

namespace Basalt.Http.Http1.Response;

/// <summary>The response's fields until it starts. Used again for the next response.</summary>
internal sealed class ResponseFields : ResponseHeaders
{
    /// <summary>": " and CR LF.</summary>
    private const int LineExtraSize = 4;

    private readonly List<KeyValuePair<string, string>> _lines = [];
    private long? _contentLength;

    /// <summary>Rises with each change.</summary>
    public int Version { get; private set; }

    public bool IsFixed { get; set; }

    /// <summary>The handler wants the connection to end after this response.</summary>
    public bool IsClose { get; private set; }

    public bool HasDate { get; private set; }

    public override long? ContentLength
    {
        get => _contentLength;
        set
        {
            CheckOpen();
            if (value < 0) throw new ArgumentOutOfRangeException(nameof(value), value, "A length is not below zero.");
            _contentLength = value;
        }
    }

    public override string? this[string name]
    {
        get
        {
            if (IsNamed(name, "Content-Length")) return _contentLength?.ToString(CultureInfo.InvariantCulture);
            if (IsNamed(name, "Connection")) return IsClose ? "close" : null;
            string? joined = null;
            foreach (var (key, value) in _lines)
                if (IsNamed(key, name)) joined = joined is null ? value : $"{joined},{value}";
            return joined;
        }

        set
        {
            CheckOpen();
            if (TrySetOwn(name, value)) return;
            _ = _lines.RemoveAll(line => IsNamed(line.Key, name));
            if (value is not null) Add(name, value);
        }
    }

    public override void Append(string name, string value)
    {
        CheckOpen();
        if (!TrySetOwn(name, value)) Add(name, value);
    }

    public void Reset()
    {
        _lines.Clear();
        _contentLength = null;
        IsClose = false;
        HasDate = false;
        IsFixed = false;
        Version = 0;
    }

    /// <summary>Bytes that all lines take.</summary>
    public int Measure()
    {
        var size = 0;
        foreach (var (name, value) in _lines) size += name.Length + value.Length + LineExtraSize;
        return size;
    }

    /// <summary>Writes all lines; how many bytes that were.</summary>
    public int Write(Span<byte> target)
    {
        var size = 0;
        foreach (var (name, value) in _lines)
        {
            size += Encoding.ASCII.GetBytes(name, target[size..]);
            ": "u8.CopyTo(target[size..]);
            size += 2;
            size += Encoding.Latin1.GetBytes(value, target[size..]);
            "\r\n"u8.CopyTo(target[size..]);
            size += 2;
        }

        return size;
    }

    /// <summary>Fields that the front writes by itself.</summary>
    private bool TrySetOwn(string name, string? value)
    {
        switch (name.Length)
        {
            case 10 when IsNamed(name, "Connection"):
                IsClose = value is not null && IsNamed(value, "close");
                return true;
            case 14 when IsNamed(name, "Content-Length"):
                ContentLength = value is null
                    ? null
                    : long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
                return true;
            case 17 when IsNamed(name, "Transfer-Encoding"):
                throw new ArgumentException("The front decides how a body is framed.", nameof(name));
            default:
                return false;
        }
    }

    private void Add(string name, string value)
    {
        if (!FieldRules.IsName(name))
            throw new ArgumentException("A field's name is a token (RFC 9110 section 5.1).", nameof(name));
        if (!FieldRules.IsValue(value))
        {
            throw new ArgumentException(
                $"Field {name} holds what no field may (RFC 9110 section 5.5).", nameof(value));
        }

        HasDate |= IsNamed(name, "Date");
        _lines.Add(new KeyValuePair<string, string>(name, value));
    }

    private void CheckOpen()
    {
        if (IsFixed) throw new InvalidOperationException("The response has started.");
        Version++;
    }

    private static bool IsNamed(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
