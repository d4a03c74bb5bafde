package io.fallow.scheduler.sharing;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much assets were used, week by week, for their owners and for whomever these let know: a
 * function of the database sees to that, for the organisation in whose scope this is called.
 * Blocks; safe for any number of threads; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class WeeklyUse {

  private final Database database;

  public WeeklyUse(Database database) {
    this.database = database;
  }

  /**
   * A week of the facility's calendar that is over. Weeks without data are left out.
   *
   * @param monday its first day
   * @param inUseS seconds in use
   * @param observedS seconds in which it is known what the asset did
   */
  public record Week(LocalDate monday, double inUseS, double observedS) {}

  /** The weeks that begin in {@code [from, to)}; empty for whoever is not told of them. */
  public Optional<List<Week>> of(Asset asset, Instant from, Instant to) {
    return database.inTransaction(
        connection ->
            isTold(connection, asset)
                ? Optional.of(weeks(connection, asset, from, to))
                : Optional.empty());
  }

  private static final String TOLD = "SELECT is_told(?, 'utilisation')";

  private static boolean isTold(Connection connection, Asset asset) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TOLD)) {
      query.setInt(1, asset.id());
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static final String WEEKS =
      "SELECT week, in_use_s, observed_s FROM weekly_use(?, ?, ?) ORDER BY week";

  private static List<Week> weeks(Connection connection, Asset asset, Instant from, Instant to)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(WEEKS)) {
      new Parameters(query).add(asset.id()).add(from).add(to);
      List<Week> weeks = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          weeks.add(
              new Week(
                  row.getObject("week", LocalDate.class),
                  row.getDouble("in_use_s"),
                  row.getDouble("observed_s")));
        }
      }
      return weeks;
    }
  }
}
