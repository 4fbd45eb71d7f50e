using Basalt.Objects.Core;

namespace Basalt.Objects.Swift;

/// <summary>Sends a listing: an empty one in text form has no content (204).</summary>
internal static class ListingAnswer
{
    public static ValueTask SendAsync<T>(
        SwiftRequest request, ListingFormat format, ListPage<T> page, string rootName, string name)
        where T : class
    {
        var type = ListingNegotiation.ContentType(format);
        if (format == ListingFormat.Text && page.Items.Count == 0)
        {
            request.Answer["Content-Type"] = type;
            return request.AnswerEmptyAsync(204);
        }

        return request.AnswerAsync(200, ListingBody.Format(format, page, rootName, name), type);
    }
}
