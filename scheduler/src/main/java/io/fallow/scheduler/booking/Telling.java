package io.fallow.scheduler.booking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.Events;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells both sides of a reservation what became of it; once, where they are the same. */
final class Telling {

  private Telling() {}

  static void tell(Connection connection, Reservation after, Entry entry, Instant now)
      throws SQLException {
    ObjectNode data = data(after, entry);
    Events.tell(
        connection,
        Stream.of(after.booker().organisationId(), after.item().ownerId())
            .distinct()
            .map(
                organisation ->
                    new Event(
                        now,
                        organisation,
                        kind(entry.action()),
                        Optional.of(after.item().id()),
                        Optional.of(after.id()),
                        Details.asToldTo(organisation, after, data)))
            .toList());
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
    after.claim().feePercent().ifPresent(percent -> data.put("feePercent", percent));
    after.groupId().ifPresent(group -> data.put("group", group.toString()));
    return data.setAll(entry.data());
  }
}
