package io.fallow.scheduler.session;

import io.fallow.gateway.wire.Activity;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.session.SessionPart.Doing;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/**
 * Tells the two sides of reservations what assets did for them. Whoever else asks is told as little
 * as of reservations that there aren't: functions of the database see to that, for the organisation
 * in whose scope this is called. Blocks; safe for any number of threads; failures are {@link
 * io.fallow.telemetry.store.StoreException}s.
 */
public final class Sessions {

  private final Database database;

  public Sessions(Database database) {
    this.database = database;
  }

  /** Which part of which session. */
  private record Key(UUID reservation, boolean beyond) {

    static Key of(ResultSet row) throws SQLException {
      return new Key(row.getObject("id", UUID.class), row.getBoolean("beyond"));
    }
  }

  private record Energy(OptionalDouble wattHours, double knownS) {

    static final Energy UNKNOWN = new Energy(OptionalDouble.empty(), 0);
  }

  private record Time(TimeRange range, boolean running) {}

  /** The sessions that have begun, of those reservations that have one, in their order. */
  public List<SessionUsage> usage(Collection<UUID> reservations) {
    return database.inTransaction(connection -> usage(connection, reservations));
  }

  private static List<SessionUsage> usage(Connection connection, Collection<UUID> reservations)
      throws SQLException {
    Array ids = connection.createArrayOf("uuid", reservations.toArray());
    Map<Key, Time> times = times(connection, ids);
    Map<Key, List<Doing>> doings = doings(connection, ids);
    Map<Key, Energy> energy = energy(connection, ids);
    List<SessionUsage> found = new ArrayList<>();
    for (UUID id : reservations) {
      Optional<SessionPart> booked = part(new Key(id, false), times, doings, energy);
      Optional<SessionPart> beyond = part(new Key(id, true), times, doings, energy);
      if (booked.isPresent() || beyond.isPresent()) {
        Time any = times.getOrDefault(new Key(id, false), times.get(new Key(id, true)));
        found.add(new SessionUsage(id, any.running(), booked, beyond));
      }
    }
    return found;
  }

  private static Optional<SessionPart> part(
      Key key, Map<Key, Time> times, Map<Key, List<Doing>> doings, Map<Key, Energy> energy) {
    Energy taken = energy.getOrDefault(key, Energy.UNKNOWN);
    return Optional.ofNullable(times.get(key))
        .map(
            time ->
                new SessionPart(
                    time.range(),
                    doings.getOrDefault(key, List.of()),
                    taken.wattHours(),
                    taken.knownS()));
  }

  private static final String TIMES =
      """
      SELECT s.id, p.beyond, p.starts, p.ends, p.running
      FROM unnest(?::uuid[]) s (id) CROSS JOIN LATERAL session_parts(s.id) p
      """;

  private static Map<Key, Time> times(Connection connection, Array ids) throws SQLException {
    Map<Key, Time> times = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(TIMES)) {
      query.setArray(1, ids);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          TimeRange range = range(row, "starts", "ends");
          times.put(Key.of(row), new Time(range, row.getBoolean("running")));
        }
      }
    }
    return times;
  }

  private static TimeRange range(ResultSet row, String from, String to) throws SQLException {
    return new TimeRange(SqlValues.instant(row, from), SqlValues.instant(row, to));
  }

  private static final String DOINGS =
      """
      SELECT s.id, i.beyond, i.started_at, i.ended_at, i.activity
      FROM unnest(?::uuid[]) s (id) CROSS JOIN LATERAL session_intervals(s.id) i
      ORDER BY s.id, i.started_at
      """;

  private static Map<Key, List<Doing>> doings(Connection connection, Array ids)
      throws SQLException {
    Map<Key, List<Doing>> doings = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(DOINGS)) {
      query.setArray(1, ids);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Activity activity = Activity.ofCode(row.getInt("activity"));
          doings
              .computeIfAbsent(Key.of(row), key -> new ArrayList<>())
              .add(new Doing(range(row, "started_at", "ended_at"), activity));
        }
      }
    }
    return doings;
  }

  private static final String ENERGY =
      """
      SELECT s.id, e.beyond, e.energy_wh, e.known_s
      FROM unnest(?::uuid[]) s (id) CROSS JOIN LATERAL session_energy(s.id) e
      WHERE e.energy_wh IS NOT NULL
      """;

  private static Map<Key, Energy> energy(Connection connection, Array ids) throws SQLException {
    Map<Key, Energy> energy = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(ENERGY)) {
      query.setArray(1, ids);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          OptionalDouble wattHours = OptionalDouble.of(row.getDouble("energy_wh"));
          energy.put(Key.of(row), new Energy(wattHours, row.getDouble("known_s")));
        }
      }
    }
    return energy;
  }
}
