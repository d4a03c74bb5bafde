package io.fallow.telemetry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether the logins of the platform's own work may do no more than that, where each has one.
 * Blocks; failures of the database are {@link StoreException}s.
 */
public final class PlatformLogins {

  private PlatformLogins() {}

  // Who logged in, and not the role that it has put on: it can take that off.
  private static final String FAULTS =
      """
      SELECT session_user AS login,
             r.rolsuper OR r.rolbypassrls AS above,
             EXISTS (SELECT FROM pg_class c
               WHERE c.relnamespace = current_schema()::regnamespace
                 AND c.relkind IN ('r', 'p') AND pg_has_role(session_user, c.relowner, 'MEMBER'))
               AS owner,
             ARRAY(SELECT o.rolname::text FROM pg_roles o
               WHERE o.rolname IN ('fallow_api', 'fallow_ingest', 'fallow_jobs')
                 AND o.rolname <> current_user AND pg_has_role(session_user, o.oid, 'MEMBER')
               ORDER BY 1) AS others
      FROM pg_roles r WHERE r.rolname = session_user
      """;

  /**
   * Looks at those that are said to be for one kind of work: ingest's if it has one of its own, and
   * the usual one if another owns the schema.
   *
   * @throws IllegalStateException naming what they may do besides
   */
  public static void check(
      Database database, OtherLogins others, Optional<DatabaseConfig> migrations) {
    List<String> faults = new ArrayList<>();
    if (migrations.isPresent()) {
      faults.addAll(faults(database).above());
    }
    if (others.ingest().isPresent()) {
      Faults ofIngest = faults(database.ingest());
      faults.addAll(ofIngest.above());
      faults.addAll(ofIngest.besides());
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException("Logins to the database: " + String.join("; ", faults));
    }
  }

  private record Faults(List<String> above, List<String> besides) {}

  private static Faults faults(Database database) {
    return database.inTransaction(PlatformLogins::faults);
  }

  private static Faults faults(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FAULTS);
        ResultSet row = query.executeQuery()) {
      row.next();
      String login = row.getString("login");
      List<String> above = new ArrayList<>();
      if (row.getBoolean("above")) {
        above.add(login + " passes by row-level security");
      }
      if (row.getBoolean("owner")) {
        above.add(login + " is as good as the owner of the tables");
      }
      List<String> besides = new ArrayList<>();
      for (String role : (String[]) row.getArray("others").getArray()) {
        besides.add(login + " is a member of " + role + " besides");
      }
      return new Faults(above, besides);
    }
  }
}
