package io.fallow.scheduler.circle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.Events;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Tells members of a circle, and whom it would take in, what happens to it. */
final class CircleEvents {

  private final Connection connection;
  private final Viewer by;
  private final Instant now;

  CircleEvents(Connection connection, Viewer by, Instant now) {
    this.connection = connection;
    this.by = by;
    this.now = now;
  }

  /** To all members something was proposed. */
  void proposed(Circle circle, Motion motion) throws SQLException {
    tell("circle.proposed", members(circle), data(circle, motion));
  }

  /** All members would take an organisation in, and it is asked. */
  void asked(Circle circle, Motion invitation) throws SQLException {
    int invited =
        invitation.subject().fold(each -> each.invitedId().getAsInt(), terms -> 0, next -> 0);
    tell("circle.proposed", Set.of(invited), data(circle, invitation));
  }

  /** Something was carried. */
  void carried(Circle circle, Motion motion) throws SQLException {
    tell("circle.changed", members(circle), data(circle, motion));
  }

  /** Something was refused, or withdrawn. */
  void ended(Circle circle, Motion motion) throws SQLException {
    Set<Integer> told = members(circle);
    circle.invitationOf(by.organisationId()).ifPresent(own -> told.add(by.organisationId()));
    tell("circle.refused", told, data(circle, motion));
  }

  /**
   * An organisation is no member any more.
   *
   * @param before the circle when it still was
   */
  void left(Circle before, String organisation) throws SQLException {
    ObjectNode data = data(before, "left");
    tell("circle.changed", members(before), data.put("organisation", organisation));
  }

  /** The circle is no more. */
  void closed(Circle before) throws SQLException {
    tell("circle.changed", members(before), data(before, "closed"));
  }

  private static Set<Integer> members(Circle circle) {
    Set<Integer> members = new LinkedHashSet<>();
    circle.members().forEach(each -> members.add(each.organisation().id()));
    return members;
  }

  private ObjectNode data(Circle circle, Motion motion) {
    ObjectNode data = data(circle, motion.subject().word()).put("motion", motion.id());
    return motion
        .subject()
        .fold(
            to -> data.put("organisation", to.code()),
            terms -> data,
            to -> data.put("organisation", to.code()));
  }

  private ObjectNode data(Circle circle, String what) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("circle", circle.id())
        .put("name", circle.name())
        .put("what", what)
        .put("by", by.organisation());
  }

  private void tell(String kind, Collection<Integer> told, ObjectNode data) throws SQLException {
    Events.tell(
        connection,
        told.stream()
            .map(each -> new Event(now, each, kind, Optional.empty(), Optional.empty(), data))
            .toList());
  }
}
