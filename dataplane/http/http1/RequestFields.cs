using Basalt.Http.Http1.Head;

namespace Basalt.Http.Http1;

/// <summary>The head's fields as handlers see them.</summary>
internal sealed class RequestFields(RequestHead head) : RequestHeaders
{
    public override IEnumerable<KeyValuePair<string, string>> Lines
    {
        get
        {
            for (var i = 0; i < head.FieldCount; i++)
                yield return new KeyValuePair<string, string>(head.Name(i), head.Value(i));
        }
    }

    public override string? this[string name]
    {
        get
        {
            string? joined = null;
            for (var i = 0; i < head.FieldCount; i++)
            {
                if (!head.IsNamed(i, name)) continue;
                joined = joined is null ? head.Value(i) : $"{joined},{head.Value(i)}";
            }

            return joined;
        }
    }

    public override int Count(string name)
    {
        var count = 0;
        for (var i = 0; i < head.FieldCount; i++)
            if (head.IsNamed(i, name)) count++;
        return count;
    }
}
