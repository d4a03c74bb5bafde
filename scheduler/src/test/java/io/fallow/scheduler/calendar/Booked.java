package io.fallow.scheduler.calendar;

import io.fallow.scheduler.DomainWorld;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** Reservations as this room finds them: rows that another room has written. */
final class Booked {

  private Booked() {}

  /** Hours are counted from {@link DomainWorld#NOW}. */
  static UUID reserve(DomainWorld world, Asset asset, int fromHour, int toHour, String status) {
    UUID id = UUID.randomUUID();
    world.database.inTransaction(c -> insert(c, id, asset, fromHour, toHour, status));
    return id;
  }

  private static final String RESERVE =
      """
      INSERT INTO reservation (id, asset_id, organisation_id, booked_by, during, blocked, status,
                               created_at, changed_at, expires_at)
      VALUES (?, ?, ?, 'x', tstzrange(?, ?), tstzrange(?, ?), ?, now(), now(), '2030-01-01')
      """;

  private static int insert(
      Connection connection, UUID id, Asset asset, int fromHour, int toHour, String status)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(RESERVE)) {
      statement.setObject(1, id);
      statement.setInt(2, asset.id());
      statement.setInt(3, asset.organisationId());
      for (int parameter = 4; parameter <= 7; parameter++) {
        int hour = parameter % 2 == 0 ? fromHour : toHour;
        statement.setObject(
            parameter, SqlValues.timestamp(DomainWorld.NOW.plus(Duration.ofHours(hour))));
      }
      statement.setString(8, status);
      return statement.executeUpdate();
    }
  }
}
