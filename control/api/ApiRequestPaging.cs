using System.Globalization;
using Basalt.Control.Api.Faults;

namespace Basalt.Control.Api;

/// <summary>Paging by <c>limit</c> and <c>marker</c>, as all OpenStack lists have it.</summary>
public static class ApiRequestPaging
{
    public static PageRequest ReadPage(this ApiRequest request)
    {
        var limit = ApiLimits.PageCountMax;
        if (request.Query("limit") is { } text)
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit == 0)
                throw FaultException.InvalidField("limit", "is not a whole number of at least 1");
            limit = Math.Min(limit, ApiLimits.PageCountMax);
        }

        return new PageRequest(limit, request.Query("marker"));
    }

    /// <summary>Cuts the row that was read beyond the page, and links to it if there is one.</summary>
    public static ListLinks CutPage<T>(this ApiRequest request, List<T> rows, PageRequest page, Func<T, string> key)
    {
        if (rows.Count <= page.Limit)
            return new ListLinks(request.SelfUrl, null, null);
        rows.RemoveRange(page.Limit, rows.Count - page.Limit);
        var pairs = request.QueryPairs
            .Where(static pair => pair.Key is not ("marker" or "limit"))
            .Append(KeyValuePair.Create("limit", (string?)page.Limit.ToString(CultureInfo.InvariantCulture)))
            .Append(KeyValuePair.Create("marker", (string?)key(rows[^1])))
            .Select(static pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value ?? "")}");
        var path = request.SelfUrl.Split('?')[0];
        return new ListLinks(request.SelfUrl, null, $"{path}?{string.Join('&', pairs)}");
    }
}
