package io.fallow.scheduler.attendance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.booking.Alternative;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.Events;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells bookers, once, that they will have to wait because the one before them goes on, and what
 * they could have instead; and the asset's owner.
 */
final class Delays {

  private static final String KIND = "next-start-delayed";

  private final Database database;
  private final NextBest alternatives;
  private final AttendanceMeters meters;

  Delays(Database database, NextBest alternatives, AttendanceMeters meters) {
    this.database = database;
    this.alternatives = alternatives;
    this.meters = meters;
  }

  /** Tells of a delay unless that was told before. */
  void tell(Delay delay, Instant now) {
    if (database.inTransaction(connection -> isTold(connection, delay))) {
      return;
    }
    List<Alternative> instead = alternatives.of(delay.next(), now);
    boolean told =
        database.inTransaction(
            connection -> {
              boolean first = marked(connection, delay, now);
              if (first) {
                Events.tell(connection, events(delay, instead, now));
              }
              return first;
            });
    if (told) {
      meters.told(KIND);
    }
  }

  private static final String TOLD =
      "SELECT 1 FROM delayed_start WHERE reservation_id = ? AND delayed_by = ?";

  private static boolean isTold(Connection connection, Delay delay) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(TOLD)) {
      query.setObject(1, delay.next().id());
      query.setObject(2, delay.late().id());
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static final String MARK =
      """
      INSERT INTO delayed_start (reservation_id, delayed_by, told_at) VALUES (?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static boolean marked(Connection connection, Delay delay, Instant now)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MARK)) {
      statement.setObject(1, delay.next().id());
      statement.setObject(2, delay.late().id());
      statement.setObject(3, SqlValues.timestamp(now));
      return statement.executeUpdate() == 1;
    }
  }

  /** The booker does not learn who the one before is. */
  private static ObjectNode data(Delay delay) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("asset", delay.next().asset())
        .put("start", delay.next().start().toString())
        .put("end", delay.next().end().toString())
        .put("status", delay.next().status().name())
        .put("inUseAt", delay.seenTo().toString())
        .put("notBefore", delay.free().toString());
  }

  /** The owner does not learn what others share with the booker. */
  private static ObjectNode data(Delay delay, List<Alternative> alternatives, boolean toBooker) {
    ObjectNode data = data(delay);
    if (toBooker) {
      ArrayNode array = data.putArray("alternatives");
      alternatives.stream().map(Alternative::toJson).forEach(array::add);
    }
    return data;
  }

  private static List<Event> events(Delay delay, List<Alternative> alternatives, Instant now) {
    Reservation next = delay.next();
    return Stream.of(next.booker().organisationId(), next.item().ownerId())
        .distinct()
        .map(
            organisation ->
                new Event(
                    now,
                    organisation,
                    KIND,
                    Optional.of(next.item().id()),
                    Optional.of(next.id()),
                    data(delay, alternatives, next.isOf(organisation))))
        .toList();
  }
}
