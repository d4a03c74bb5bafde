package io.fallow.telemetry.usage;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
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
        (chunk, pages) -> {
          Long before = summarised.get(chunk);
          if (before == null || pages - before >= PAGES_OF_A_RANGE) {
            summarise(chunk, before, pages);
          }
        });
  }

  private static final String SIZES =
      """
      SELECT i.indrelid::bigint AS chunk,
             pg_relation_size(i.indrelid) / current_setting('block_size')::int AS pages
      FROM pg_inherits h
      JOIN pg_index i ON i.indrelid = h.inhrelid
      JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_am m ON m.oid = c.relam AND m.amname = 'brin'
      WHERE h.inhparent = 'reading'::regclass
      """;

  /** How many pages each chunk with a BRIN index has, by its oid. */
  private static Map<Long, Long> sizes(Connection connection) throws SQLException {
    Map<Long, Long> sizes = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(SIZES);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        sizes.put(row.getLong("chunk"), row.getLong("pages"));
      }
    }
    return sizes;
  }

  private void summarise(long chunk, Long before, long pages) {
    try {
      database.inTransaction(connection -> summarise(connection, chunk, before, pages));
      summarised.put(chunk, pages / PAGES_OF_A_RANGE * PAGES_OF_A_RANGE);
    } catch (StoreException.Overloaded | StoreException.Broken busyOrGone) {
      summarised.remove(chunk); // looked through as a whole next time
    }
  }

  private static final String SUMMARISE = "SELECT summarise_readings(?::oid::regclass, ?, ?)";

  private static boolean summarise(Connection connection, long chunk, Long before, long pages)
      throws SQLException {
    try (Statement settings = connection.createStatement();
        PreparedStatement query = connection.prepareStatement(SUMMARISE)) {
      settings.execute("SET LOCAL lock_timeout = '100ms'");
      query.setLong(1, chunk);
      query.setObject(2, before, Types.BIGINT); // none: all that is not summarised yet
      query.setLong(3, pages);
      return query.execute();
    }
  }
}
