package io.fallow.telemetry.usage;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the BRIN index on the times of readings up to date. PostgreSQL itself summarises new pages
 * only when it vacuums, and until then every search by time reads all that came since: at a high
 * rate, most of the day. Here the pages that were filled since the last look are summarised, which
 * reads them once. Used by one thread.
 */
final class TimeSummaries {

  private static final int PAGES_OF_A_RANGE = 16; // as the index was created

  private final Database database;
  private final Map<Long, Long> summarised = new HashMap<>();

  TimeSummaries(Database database) {
    this.database = database;
  }

  /**
   * Summarises what is new. Where a vacuum is at it already, it is left to that.
   *
   * @throws StoreException when the database fails
   */
  void refresh() {
    Map<Long, Long> sizes = database.inTransaction(TimeSummaries::sizes);
    summarised.keySet().retainAll(sizes.keySet());
    sizes.forEach(
        (index, pages) -> {
          Long before = summarised.get(index);
          if (before == null || pages - before >= PAGES_OF_A_RANGE) {
            summarise(index, before, pages);
          }
        });
  }

  private static final String SIZES =
      """
      SELECT i.indexrelid::bigint AS index,
             pg_relation_size(i.indrelid) / current_setting('block_size')::int AS pages
      FROM pg_inherits h
      JOIN pg_index i ON i.indrelid = h.inhrelid
      JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_am m ON m.oid = c.relam AND m.amname = 'brin'
      WHERE h.inhparent = 'reading'::regclass
      """;

  /** The BRIN index of each chunk, by its oid, and how many pages the chunk has. */
  private static Map<Long, Long> sizes(Connection connection) throws SQLException {
    Map<Long, Long> sizes = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(SIZES);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        sizes.put(row.getLong("index"), row.getLong("pages"));
      }
    }
    return sizes;
  }

  private void summarise(long index, Long before, long pages) {
    try {
      database.inTransaction(connection -> summarise(connection, index, before, pages));
      summarised.put(index, pages / PAGES_OF_A_RANGE * PAGES_OF_A_RANGE);
    } catch (StoreException.Overloaded | StoreException.Broken busyOrGone) {
      summarised.remove(index); // looked through as a whole next time
    }
  }

  private static final String ALL = "SELECT brin_summarize_new_values(?::oid::regclass)";
  private static final String TAIL =
      """
      SELECT sum(brin_summarize_range(?::oid::regclass, page))
      FROM generate_series(?::bigint, ?::bigint, ?::bigint) AS page
      """;

  private static boolean summarise(Connection connection, long index, Long before, long pages)
      throws SQLException {
    try (Statement settings = connection.createStatement();
        PreparedStatement query = connection.prepareStatement(before == null ? ALL : TAIL)) {
      settings.execute("SET LOCAL lock_timeout = '100ms'");
      query.setLong(1, index);
      if (before != null) {
        query.setLong(2, before);
        query.setLong(3, pages - 1);
        query.setLong(4, PAGES_OF_A_RANGE);
      }
      return query.execute();
    }
  }
}
