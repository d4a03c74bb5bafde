package io.fallow.scheduler.booking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.Events;
import io.fallow.telemetry.store.Parameters;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells both sides of a reservation what became of it; once, where they are the same. */
final class Telling {

  private Telling() {}

  /** Sets the parameters of {@link Events#OF_WRITTEN}. */
  static void add(Parameters values, Reservation after, Entry entry) throws SQLException {
    ObjectNode data = data(after, entry);
    Map<Integer, ObjectNode> told = new LinkedHashMap<>();
    sides(after).forEach(side -> told.put(side, Details.asToldTo(side, after, data)));
    Events.add(values, kind(entry.action()), told);
  }

  /** Tells what leaves the reservation as it is. */
  static void tell(Connection connection, Reservation unchanged, Entry entry, Instant now)
      throws SQLException {
    ObjectNode data = data(unchanged, entry);
    Events.tell(
        connection,
        sides(unchanged).stream()
            .map(
                side ->
                    new Event(
                        now,
                        side,
                        kind(entry.action()),
                        Optional.of(unchanged.item().id()),
                        Optional.of(unchanged.id()),
                        Details.asToldTo(side, unchanged, data)))
            .toList());
  }

  private static List<Integer> sides(Reservation of) {
    return Stream.of(of.booker().organisationId(), of.item().ownerId()).distinct().toList();
  }

  private static String kind(Action action) {
    return "reservation." + (action == Action.FEE_WAIVED ? Action.CHANGED : action).code();
  }

  private static ObjectNode data(Reservation after, Entry entry) {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("asset", after.asset())
            .put("start", after.start().toString())
            .put("end", after.end().toString())
            .put("status", after.status().name())
            .put("version", after.version())
            .put("organisation", after.organisation())
            .put("by", entry.actor().name());
    if (!entry.reason().isEmpty()) {
      data.put("reason", entry.reason());
    }
    if (after.status() == Status.HELD || after.status() == Status.REQUESTED) {
      after.expiresAt().ifPresent(at -> data.put("expiresAt", at.toString()));
    }
    after.claim().feePercent().ifPresent(percent -> data.put("feePercent", percent));
    after.groupId().ifPresent(group -> data.put("group", group.toString()));
    return data.setAll(entry.data());
  }
}
