package io.fallow.scheduler.attendance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.Events;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Shows owners the use of their shared assets that nothing explains: once for each stretch of use
 * that lasts ten minutes, judged by the instant at which it began. A reservation explains it,
 * theirs or another's, from a little before its start to the end of its turnaround; and so does the
 * {@link OwnersPlan}.
 */
final class UseWatch {

  private static final String KIND = "use.unexplained";

  private final Database database;
  private final Registry registry;
  private final OwnersPlan plan;
  private final AttendanceMeters meters;

  UseWatch(Database database, Registry registry, OwnersPlan plan, AttendanceMeters meters) {
    this.database = database;
    this.registry = registry;
    this.plan = plan;
    this.meters = meters;
  }

  /** Judges the use that has come up since an instant, and tells. */
  void look(Instant from, Instant now) {
    List<LongStretch> uses =
        database.inTransaction(connection -> LongStretch.useNotJudged(connection, from));
    for (LongStretch use : uses) {
      Optional<Asset> asset = registry.asset(use.asset());
      asset.ifPresent(found -> judge(use, found, now));
    }
    database.inTransaction(connection -> forget(connection, now));
  }

  private void judge(LongStretch use, Asset asset, Instant now) {
    boolean planned = plan.at(asset, use.during().start()) != OwnersPlan.Answer.NOT_PLANNED;
    boolean told =
        database.inTransaction(
            connection -> {
              boolean explained = planned || isReserved(connection, use);
              boolean first = marked(connection, use, explained, now);
              if (first && !explained) {
                Events.tell(connection, event(use, asset, now));
              }
              return first && !explained;
            });
    if (told) {
      meters.told(KIND);
    }
  }

  private static final String RESERVED =
      """
      SELECT 1 FROM reservation
      WHERE asset_id = ? AND status IN ('CONFIRMED', 'IN_USE', 'COMPLETED')
        AND tstzrange(least(lower(blocked), lower(during) - ? * interval '1 second'),
                      upper(blocked)) @> ?::timestamptz
        AND during && tstzrange(?::timestamptz - interval '30 days', ?::timestamptz + interval '1 day')
      LIMIT 1
      """;

  private static boolean isReserved(Connection connection, LongStretch use) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(RESERVED)) {
      query.setInt(1, use.assetId());
      query.setLong(2, Visits.EARLY.toSeconds());
      for (int parameter = 3; parameter <= 5; parameter++) {
        query.setObject(parameter, SqlValues.timestamp(use.during().start()));
      }
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static final String MARK =
      """
      INSERT INTO judged_use (asset_id, started_at, explained, judged_at) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  private static boolean marked(
      Connection connection, LongStretch use, boolean explained, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MARK)) {
      statement.setInt(1, use.assetId());
      statement.setObject(2, SqlValues.timestamp(use.during().start()));
      statement.setBoolean(3, explained);
      statement.setObject(4, SqlValues.timestamp(now));
      return statement.executeUpdate() == 1;
    }
  }

  private static Event event(LongStretch use, Asset asset, Instant now) {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("asset", asset.publicId())
            .put("start", use.during().start().toString())
            .put("seenTo", use.during().end().toString());
    return new Event(
        now, asset.organisationId(), KIND, Optional.of(asset.id()), Optional.empty(), data);
  }

  private static final String FORGET = "DELETE FROM judged_use WHERE judged_at < ?";

  /** What won't come up again; of use that goes on for longer, owners hear once more. */
  private static int forget(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
      statement.setObject(1, SqlValues.timestamp(now.minus(Running.OPEN_FOR)));
      return statement.executeUpdate();
    }
  }
}
