package io.fallow.scheduler.attendance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.calendar.AssetCalendar;
import io.fallow.scheduler.calendar.Calendars;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.policy.Policy;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.Events;
import io.fallow.telemetry.forecast.Expectation;
import io.fallow.telemetry.forecast.IdleForecast;
import io.fallow.telemetry.forecast.IdleForecasts;
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
import java.util.function.Function;

/**
 * Shows owners the use of their shared assets that nothing explains: once for each stretch of use
 * that lasts ten minutes, judged by the instant at which it began. A reservation explains it,
 * theirs or another's, from a little before its start to the end of its turnaround; so do the
 * owner's own hours, in which the asset isn't shared; a lock-out, for which somebody may be at work
 * on it; and the owner's plan, as far as one knows it: the asset wasn't expected to stand idle
 * then, with the chance from which on the owner offers it.
 */
final class UseWatch {

  private static final String KIND = "use.unexplained";

  private final Database database;
  private final Registry registry;
  private final Calendars calendars;
  private final IdleForecasts forecasts;
  private final Function<Asset, Policy> terms;
  private final AttendanceMeters meters;

  /**
   * Watches the assets of a database.
   *
   * @param terms what an asset's owner says of it, which tells what the owner takes for idle
   */
  UseWatch(
      Database database,
      Registry registry,
      Calendars calendars,
      IdleForecasts forecasts,
      Function<Asset, Policy> terms,
      AttendanceMeters meters) {
    this.database = database;
    this.registry = registry;
    this.calendars = calendars;
    this.forecasts = forecasts;
    this.terms = terms;
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
    boolean planned = isPlanned(asset, use.during());
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

  private boolean isPlanned(Asset asset, TimeRange use) {
    TimeRange beginning = new TimeRange(use.start(), use.start().plusSeconds(1));
    AssetCalendar calendar = calendars.of(List.of(asset), beginning).get(asset.id());
    return !calendar.open().contains(use.start())
        || calendar.lockedOut().contains(use.start())
        || !isExpectedIdle(asset, beginning);
  }

  private boolean isExpectedIdle(Asset asset, TimeRange beginning) {
    IdleForecast forecast = forecasts.of(List.of(asset), beginning.start()).get(asset.id());
    List<Expectation> expected = forecast.between(beginning.start(), beginning.end());
    return expected.get(0).probability().orElse(0) >= terms.apply(asset).leastProbability();
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
