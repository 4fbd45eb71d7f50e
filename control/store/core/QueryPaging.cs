using System.Linq.Expressions;
using LinqToDB.Async;

namespace Basalt.Control.Store;

/// <summary>Reads one page of a list, in the order of its key.</summary>
public static class QueryPaging
{
    /// <summary>At most <paramref name="limit"/> rows after the marker, and one more if there is one, which tells that
    /// another page follows.</summary>
    public static Task<List<T>> ReadPageAsync<T>(
        this IQueryable<T> rows,
        Expression<Func<T, string>> key,
        string? marker,
        int limit,
        CancellationToken cancellation)
    {
        if (marker is not null)
        {
            // A field of a captured object becomes a parameter; a constant would be a new statement for each marker.
            var boxed = Expression.Field(Expression.Constant(new StrongBox(marker)), nameof(StrongBox.Value));
            var compare = Expression.Call(
                typeof(string), nameof(string.Compare), typeArguments: null, key.Body, boxed);
            var isAfter = Expression.GreaterThan(compare, Expression.Constant(0));
            rows = rows.Where(Expression.Lambda<Func<T, bool>>(isAfter, key.Parameters));
        }

        return rows.OrderBy(key).Take(limit + 1).ToListAsync(cancellation);
    }

    private sealed class StrongBox(string value)
    {
        public readonly string Value = value;
    }
}
