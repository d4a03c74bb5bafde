package io.fallow.scheduler.agreement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.Events;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Tells the sides of an agreement what happens to it, and a circle what is shared with it. */
final class AgreementEvents {

  private AgreementEvents() {}

  static void tell(
      Connection connection, Agreement agreement, Step step, Viewer by, String reason, Instant now)
      throws SQLException {
    ObjectNode data = data(agreement, by, reason);
    Events.tell(
        connection,
        sides(connection, agreement).stream()
            .map(
                side -> new Event(now, side, step.kind(), Optional.empty(), Optional.empty(), data))
            .toList());
  }

  private static ObjectNode data(Agreement agreement, Viewer by, String reason) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("agreement", agreement.id());
    data.put("owner", agreement.owner().code());
    data.put("version", agreement.versions().get(agreement.versions().size() - 1).number());
    data.put("by", by.organisation());
    agreement.until().ifPresent(until -> data.put("until", until.toString()));
    if (!reason.isEmpty()) {
      data.put("reason", reason);
    }
    return data;
  }

  private static final String MEMBERS =
      "SELECT organisation_id FROM circle_member WHERE circle_id = ? AND upper_inf(during)";

  private static Set<Integer> sides(Connection connection, Agreement agreement)
      throws SQLException {
    Set<Integer> sides = new LinkedHashSet<>();
    sides.add(agreement.owner().id());
    agreement.addresseeId().ifPresent(sides::add);
    if (agreement.reach() instanceof Reach.Circle circle) {
      try (PreparedStatement query = connection.prepareStatement(MEMBERS)) {
        query.setInt(1, circle.id());
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            sides.add(row.getInt(1));
          }
        }
      }
    }
    return sides;
  }
}
