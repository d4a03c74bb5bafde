package io.fallow.telemetry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the server look again at tables that have grown to twice what they were when it looked last.
 * By itself it looks once a minute; until then each connection keeps the plans that were made for
 * the table as it was, and goes on to read one that was empty from end to end. Blocks; by any
 * number of processes; failures are {@link StoreException}s.
 */
public final class Statistics {

  private Statistics() {}

  // Of a table that grows steadily the server looks itself, at each tenth: it comes up here no
  // more.
  private static final String OUTGROWN =
      """
      SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables
      WHERE schemaname = current_schema() AND n_mod_since_analyze > 200 + n_live_tup / 2
      """;

  /**
   * Looks at all tables that have outgrown what is known of them, but for those that somebody else
   * is just looking at.
   *
   * @return their names
   */
  public static List<String> renew(Database database) {
    return database.reading(Statistics::renew);
  }

  private static List<String> renew(Connection connection) throws SQLException {
    List<String> outgrown = outgrown(connection);
    try (PreparedStatement look =
        connection.prepareStatement("SELECT look_at_table(?::regclass)")) {
      for (String table : outgrown) {
        look.setString(1, table);
        look.execute();
      }
    }
    return outgrown;
  }

  private static List<String> outgrown(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(OUTGROWN);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        names.add(row.getString("name"));
      }
    }
    return names;
  }
}
