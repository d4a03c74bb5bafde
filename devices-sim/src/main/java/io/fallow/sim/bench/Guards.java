package io.fallow.sim.bench;

import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Takes row-level security and the audit's triggers off a database of the benchmark's own, and puts
 * them on again: all tables that have policies, all triggers of the audit.
 */
final class Guards {

  private final Database database;

  Guards(Database database) {
    this.database = database;
  }

  private static final String AS_OWNER = "SET LOCAL ROLE NONE;\n";

  private static final String SWITCH =
      """
      DO $$
      DECLARE
          said text;
      BEGIN
          FOR said IN
              SELECT format('ALTER TABLE %%s %1$s ROW LEVEL SECURITY', c.oid::regclass)
              FROM pg_class c
              WHERE c.relkind IN ('r', 'p') AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
              UNION ALL
              SELECT format('ALTER TABLE %%s %1$s TRIGGER %%I', t.tgrelid::regclass, t.tgname)
              FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgname LIKE 'audit%%'
          LOOP
              EXECUTE said;
          END LOOP;
      END $$
      """;

  /** On, or off. */
  void turn(boolean on) {
    database.inTransaction(
        connection -> run(connection, AS_OWNER + SWITCH.formatted(on ? "ENABLE" : "DISABLE")));
  }

  private static final String STATE =
      """
      SELECT (SELECT count(*) FROM pg_class WHERE relrowsecurity) || ' tables, '
        || (SELECT count(*) FROM pg_trigger
            WHERE NOT tgisinternal AND tgname LIKE 'audit%' AND tgenabled <> 'D') || ' audit triggers'
      """;

  /** How many of them are on. */
  String state() {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(STATE);
              ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1);
          }
        });
  }

  private static boolean run(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      return statement.execute();
    }
  }
}
