package io.fallow.scheduler.attendance;

import static io.fallow.scheduler.attendance.Scene.at;

import io.fallow.scheduler.DomainWorld;
import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What happens on the day of {@link Scene} around the machines of a world. */
final class Floor {

  private final DomainWorld world;

  Floor(DomainWorld world) {
    this.world = world;
  }

  Reservation booked(Organisation who, Asset asset, String from, String to) {
    BookingOutcome outcome =
        world.booking.book(
            new BookingRequest(
                world.viewer(who),
                asset.publicId(),
                new TimeRange(at(from), at(to)),
                false,
                "a test"),
            DomainWorld.NOW);
    if (outcome instanceof BookingOutcome.Booked booked) {
      return booked.reservation();
    }
    throw new AssertionError(outcome);
  }

  Reservation now(Reservation reservation) {
    return world
        .booking
        .get(world.viewer(world.lakeside), reservation.id(), at("23:00"))
        .orElseThrow();
  }

  /** From when on the asset did what, instead of what was known of the time since 08:00. */
  void saw(Asset asset, String... changes) {
    saw(asset, Scene.saw(changes));
  }

  void saw(Asset asset, Timeline seen) {
    world.database.inTransaction(
        connection -> {
          clear(connection, asset);
          for (Timeline.Stretch each : seen.all()) {
            add(connection, asset, each);
          }
          state(connection, asset, seen.seenTo().orElseThrow());
          return null;
        });
  }

  private static void clear(Connection connection, Asset asset) throws SQLException {
    String sql = "DELETE FROM usage_interval WHERE asset_id = ? AND started_at >= ?";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, asset.id());
      statement.setObject(2, SqlValues.timestamp(DomainWorld.NOW));
      statement.executeUpdate();
    }
  }

  private static void add(Connection connection, Asset asset, Timeline.Stretch stretch)
      throws SQLException {
    String sql =
        "INSERT INTO usage_interval (asset_id, started_at, ended_at, activity) VALUES (?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, asset.id());
      statement.setObject(2, SqlValues.timestamp(stretch.start()));
      statement.setObject(3, SqlValues.timestamp(stretch.end()));
      statement.setShort(4, stretch.activity().code());
      statement.executeUpdate();
    }
  }

  private static void state(Connection connection, Asset asset, Instant seenTo)
      throws SQLException {
    String sql =
        """
        INSERT INTO usage_state (asset_id, last_time) VALUES (?, ?)
        ON CONFLICT (asset_id) DO UPDATE SET last_time = excluded.last_time
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, asset.id());
      statement.setObject(2, SqlValues.timestamp(seenTo));
      statement.executeUpdate();
    }
  }

  /** To whom what was told about an asset: {@code "kind organisation"}, in order. */
  List<String> told(Asset asset) {
    return strings(
        """
        SELECT e.kind || ' ' || o.code
        FROM event e JOIN organisation o ON o.id = e.organisation_id
        WHERE e.asset_id = ? ORDER BY e.id
        """,
        asset.id());
  }

  /** What was done with a reservation, one step after the other. */
  List<String> steps(Reservation reservation) {
    return strings(
        "SELECT action FROM reservation_change WHERE reservation_id = ? ORDER BY version",
        reservation.id());
  }

  List<String> strings(String sql, Object parameter) {
    return world.database.inTransaction(
        connection -> {
          List<String> found = new ArrayList<>();
          try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, parameter);
            try (ResultSet row = query.executeQuery()) {
              while (row.next()) {
                found.add(row.getString(1));
              }
            }
          }
          return found;
        });
  }
}
