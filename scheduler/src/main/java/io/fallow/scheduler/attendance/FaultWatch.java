package io.fallow.scheduler.attendance;

import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.attendance.Timeline.Stretch;
import io.fallow.scheduler.booking.Actor;
import io.fallow.scheduler.booking.Bumping;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.calendar.KeptLockout;
import io.fallow.scheduler.calendar.LockoutKind;
import io.fallow.scheduler.calendar.LockoutTime;
import io.fallow.scheduler.calendar.Lockouts;
import io.fallow.scheduler.calendar.NewLockout;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.telling.Event;
import io.fallow.scheduler.telling.Events;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Registry;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.usage.UsageQueries;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Locks an asset out by itself when a fault lasts, from the fault's first instant until it is seen
 * without one. Reservations ahead are not put off, but their bookers are told, if theirs begin
 * within a day.
 */
final class FaultWatch {

  private static final Duration AHEAD = Duration.ofDays(1);
  private static final String BY = Actor.TELEMETRY.name();

  private final Database database;
  private final Registry registry;
  private final Function<Asset, Duration> lasting;
  private final AttendanceMeters meters;

  /**
   * Watches the assets of a database.
   *
   * @param lasting how long an asset's fault has to last
   */
  FaultWatch(
      Database database,
      Registry registry,
      Function<Asset, Duration> lasting,
      AttendanceMeters meters) {
    this.database = database;
    this.registry = registry;
    this.lasting = lasting;
    this.meters = meters;
  }

  /** Locks out what was broken since an instant, and lets in what is broken no more. */
  void look(Instant from, Instant now) {
    for (String concerned : database.inTransaction(connection -> concerned(connection, from))) {
      Optional<Asset> asset = registry.asset(concerned);
      if (asset.isPresent()) {
        Duration least = lasting.apply(asset.get());
        database.inTransaction(
            connection -> {
              look(connection, asset.get(), least, new TimeRange(from, now.plusSeconds(1)), now);
              return null;
            });
      }
    }
  }

  private static Set<String> concerned(Connection connection, Instant from) throws SQLException {
    Set<String> assets =
        LongStretch.faults(connection, from).stream()
            .map(LongStretch::asset)
            .collect(toCollection(TreeSet::new));
    assets.addAll(lockedOut(connection));
    return assets;
  }

  private static final String LOCKED_OUT =
      """
      SELECT DISTINCT o.code || '.' || a.code
      FROM lockout l
      JOIN asset a ON a.id = l.asset_id
      JOIN organisation o ON o.id = a.organisation_id
      WHERE l.kind = 'fault' AND l.created_by = ? AND upper_inf(l.during) AND l.ended_at IS NULL
      """;

  private static List<String> lockedOut(Connection connection) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(LOCKED_OUT)) {
      query.setString(1, BY);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(row.getString(1));
        }
      }
    }
    return found;
  }

  private void look(
      Connection connection, Asset asset, Duration least, TimeRange lately, Instant now)
      throws SQLException {
    AssetLocks.take(connection, List.of(asset.id()));
    List<KeptLockout> known =
        Lockouts.list(connection, asset, lately).stream()
            .filter(each -> each.kind() == LockoutKind.FAULT)
            .toList();
    Instant from =
        known.stream()
            .map(each -> each.time().begin())
            .filter(lately.start()::isAfter)
            .min(Instant::compareTo)
            .orElse(lately.start());
    Timeline seen = Timeline.of(UsageQueries.intervals(connection, asset.id(), from, lately.end()));
    for (KeptLockout each : known) {
      letIn(connection, asset, each, seen, now);
    }
    for (Breakdown each : Breakdown.lasting(seen, least)) {
      if (known.stream().noneMatch(lockout -> covers(lockout, each))) {
        lockOut(connection, asset, each, now);
      }
    }
  }

  private static boolean covers(KeptLockout lockout, Breakdown breakdown) {
    boolean beginsInTime = breakdown.until().map(lockout.time().begin()::isBefore).orElse(true);
    return beginsInTime && lockout.end().map(breakdown.since()::isBefore).orElse(true);
  }

  private void letIn(
      Connection connection, Asset asset, KeptLockout lockout, Timeline seen, Instant now)
      throws SQLException {
    Instant begin = lockout.time().begin();
    Optional<Instant> well =
        seen.all().stream()
            .filter(each -> isWell(each) && each.end().isAfter(begin))
            .map(each -> each.start().isAfter(begin) ? each.start() : begin.plusMillis(1))
            .findFirst();
    if (lockout.end().isEmpty() && lockout.createdBy().equals(BY) && well.isPresent()) {
      Lockouts.end(connection, asset, lockout.id(), BY, well.get());
      tell(connection, "lockout.ended", asset, begin, well, List.of(), now);
    }
  }

  private static boolean isWell(Stretch stretch) {
    return stretch.isIdle() || stretch.isUse();
  }

  private void lockOut(Connection connection, Asset asset, Breakdown breakdown, Instant now)
      throws SQLException {
    LockoutTime time = new LockoutTime.Once(breakdown.since(), breakdown.until());
    Lockouts.add(
        connection,
        asset,
        new NewLockout(LockoutKind.FAULT, time, "the asset reports a fault", BY),
        now);
    List<Reservation> ahead =
        breakdown.until().isPresent()
            ? List.of()
            : Bumping.concerned(
                connection,
                asset.id(),
                TimeRange.from(breakdown.since(), ahead(breakdown, now)),
                now);
    tell(connection, "lockout.added", asset, breakdown.since(), breakdown.until(), ahead, now);
  }

  private static Duration ahead(Breakdown breakdown, Instant now) {
    return Duration.between(breakdown.since(), now).plus(AHEAD);
  }

  private void tell(
      Connection connection,
      String kind,
      Asset asset,
      Instant since,
      Optional<Instant> until,
      List<Reservation> concerned,
      Instant now)
      throws SQLException {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("asset", asset.publicId())
            .put("kind", LockoutKind.FAULT.code())
            .put("start", since.toString());
    until.ifPresent(end -> data.put("end", end.toString()));
    List<Event> events = new ArrayList<>();
    events.add(
        new Event(
            now, asset.organisationId(), kind, Optional.of(asset.id()), Optional.empty(), data));
    for (Reservation each : concerned) {
      events.add(
          new Event(
              now,
              each.booker().organisationId(),
              kind,
              Optional.of(asset.id()),
              Optional.of(each.id()),
              data));
    }
    Events.tell(connection, events);
    meters.told(kind);
  }
}
