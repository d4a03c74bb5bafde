package io.fallow.telemetry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks whether the login by which the database is asked for organisations is bound by row-level
 * security as it is meant to be. Blocks; failures are {@link StoreException}s.
 */
public final class RequestLogin {

  private static final Acting NOBODY = new Acting(0, "start-up");

  private RequestLogin() {}

  private static final String FAULTS =
      """
      SELECT current_user AS login,
             NOT pg_has_role(current_user, 'fallow_api', 'USAGE') AS stranger,
             r.rolsuper OR r.rolbypassrls AS above,
             pg_has_role(current_user, 'fallow_jobs', 'MEMBER') AS job,
             EXISTS (SELECT FROM pg_class c
               WHERE c.relnamespace = current_schema()::regnamespace
                 AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'MEMBER'))
               AS owner
      FROM pg_roles r WHERE r.rolname = current_user
      """;

  /** What is wrong with it, each in a sentence; none where nothing is. */
  public static List<String> faults(Database database) {
    return database.actingFor(NOBODY, () -> database.inTransaction(RequestLogin::faults));
  }

  private static List<String> faults(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(FAULTS);
        ResultSet row = query.executeQuery()) {
      row.next();
      String login = row.getString("login");
      List<String> faults = new ArrayList<>();
      add(faults, row.getBoolean("stranger"), login + " is no member of fallow_api");
      add(faults, row.getBoolean("above"), login + " passes by row-level security");
      add(faults, row.getBoolean("job"), login + " is a member of fallow_jobs, which sees all");
      add(faults, row.getBoolean("owner"), login + " is as good as the owner of the tables");
      return List.copyOf(faults);
    }
  }

  private static void add(List<String> faults, boolean is, String fault) {
    if (is) {
      faults.add(fault);
    }
  }
}
