package io.fallow.scheduler.api.calendar;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.calendar.KeptLockout;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.Events;
import io.fallow.telemetry.registry.Asset;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Tells an asset's owner of its lock-outs. */
final class LockoutEvents {

  private LockoutEvents() {}

  static void tellAdded(Connection connection, Asset asset, KeptLockout lockout, Instant now)
      throws SQLException {
    tell(connection, "lockout.added", asset, lockout, now);
  }

  static void tellEnded(Connection connection, Asset asset, KeptLockout lockout, Instant now)
      throws SQLException {
    tell(connection, "lockout.ended", asset, lockout, now);
  }

  private static void tell(
      Connection connection, String kind, Asset asset, KeptLockout lockout, Instant now)
      throws SQLException {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("asset", asset.publicId())
            .put("lockout", lockout.id())
            .put("kind", lockout.kind().code())
            .put("reason", lockout.reason())
            .put("start", lockout.time().begin().toString());
    lockout.end().ifPresent(end -> data.put("end", end.toString()));
    Events.tell(
        connection,
        new Event(
            now, asset.organisationId(), kind, Optional.of(asset.id()), Optional.empty(), data));
  }
}
