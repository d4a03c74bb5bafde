package io.fallow.scheduler.telling;

import io.fallow.telemetry.store.Acting;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import io.fallow.telemetry.store.SqlWork;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads what has happened. An event is readable from the moment when every transaction older than
 * its own has ended; from then on its place in the order is final, so that a reader that continues
 * behind the last event it saw misses none and sees none twice. Blocks; safe for any number of
 * threads; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class EventLog {

  /** How long events can be read. */
  public static final Duration KEPT = Duration.ofDays(30);

  private static final String READER = "events";
  private static final int SWEPT_AT_ONCE = 10_000;

  private final Database database;

  public EventLog(Database database) {
    this.database = database;
  }

  private static final String HORIZON = "SELECT event_horizon()::text::bigint";

  /** Where what is still to happen begins. */
  public EventId end() {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(HORIZON);
              ResultSet row = statement.executeQuery()) {
            row.next();
            return EventId.endOf(row.getLong(1) - 1);
          }
        });
  }

  /** An event as the world sees it, of an event e, its asset a and the asset's owner. */
  public static final String JSON =
      """
      jsonb_strip_nulls(jsonb_build_object(
        'id', e.xid::text || '-' || e.id,
        'type', e.kind,
        'timestamp', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'asset', owner.code || '.' || a.code,
        'reservation', e.reservation_id)) || jsonb_build_object('data', e.data)
      """;

  private static final String READABLE =
      "SELECT e.xid::text::bigint AS transaction, e.id, e.organisation_id, e.kind,\n"
          + "owner.code || '.' || a.code AS asset, ("
          + JSON
          + """
          )::text AS json
          FROM event e
          LEFT JOIN asset a ON a.id = e.asset_id
          LEFT JOIN organisation owner ON owner.id = a.organisation_id
          WHERE e.xid < (SELECT event_horizon())
            AND (e.xid, e.id) > (?::text::xid8, ?)
          """;

  private static final String OF_ALL = READABLE + "ORDER BY e.xid, e.id LIMIT ?\n";

  /** The next events of all organisations. */
  public List<ToldEvent> after(EventId position, int limit) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(OF_ALL)) {
            bind(statement, 1, position);
            statement.setInt(3, limit);
            return read(statement);
          }
        });
  }

  private static final String OF_ONE =
      READABLE
          + """
            AND e.organisation_id = ? AND (e.xid, e.id) <= (?::text::xid8, ?)
            AND (cardinality(?::text[]) = 0 OR e.kind = ANY (?))
            AND (cardinality(?::text[]) = 0 OR owner.code || '.' || a.code = ANY (?))
          ORDER BY e.xid, e.id LIMIT ?
          """;

  /**
   * The next events that an organisation's reader wants; asked for that organisation, on whatever
   * thread.
   *
   * @param upTo the last place to look at; none for all there are
   */
  public List<ToldEvent> after(
      EventId position, Optional<EventId> upTo, int organisationId, EventFilter filter, int limit) {
    SqlWork<List<ToldEvent>> work =
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(OF_ONE)) {
            bind(statement, 1, position);
            statement.setInt(3, organisationId);
            bind(statement, 4, upTo.orElse(EventId.endOf(Long.MAX_VALUE)));
            bind(statement, 6, filter.kinds());
            bind(statement, 8, filter.assets());
            statement.setInt(10, limit);
            return read(statement);
          }
        };
    Acting reader = new Acting(organisationId, READER);
    return database.actingFor(reader, () -> database.inTransaction(work));
  }

  private static void bind(PreparedStatement statement, int index, EventId id) throws SQLException {
    statement.setString(index, Long.toString(id.transaction()));
    statement.setLong(index + 1, id.number());
  }

  private static void bind(PreparedStatement statement, int index, Collection<String> texts)
      throws SQLException {
    var array = statement.getConnection().createArrayOf("text", texts.toArray());
    statement.setArray(index, array);
    statement.setArray(index + 1, array);
  }

  private static List<ToldEvent> read(PreparedStatement statement) throws SQLException {
    List<ToldEvent> events = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        events.add(
            new ToldEvent(
                new EventId(row.getLong("transaction"), row.getLong("id")),
                row.getInt("organisation_id"),
                row.getString("kind"),
                Optional.ofNullable(row.getString("asset")),
                row.getString("json")));
      }
    }
    return events;
  }

  private static final String SWEEP =
      """
      DELETE FROM event WHERE id IN (SELECT id FROM event WHERE at < ? LIMIT ?)
      """;

  /**
   * Forgets events that are older than {@link #KEPT}, some thousands at once. To be called now and
   * then, by any number of processes.
   *
   * @return how many
   */
  public int sweep(Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SWEEP)) {
            statement.setObject(1, SqlValues.timestamp(now.minus(KEPT)));
            statement.setInt(2, SWEPT_AT_ONCE);
            return statement.executeUpdate();
          }
        });
  }
}
