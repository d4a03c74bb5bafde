package io.fallow.scheduler.api.calendar;

import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.booking.Actor;
import io.fallow.scheduler.booking.Alternative;
import io.fallow.scheduler.booking.Bumping;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.calendar.LockoutTime;
import io.fallow.scheduler.calendar.Lockouts;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.idle.IdleWindow;
import io.fallow.scheduler.idle.SearchRequest;
import io.fallow.scheduler.idle.WindowSearch;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Puts reservations off for a lock-out that can't wait. What their bookers could have instead is
 * looked for before the transaction that does it, which holds the asset's lock; so a reservation
 * that comes in between is put off without a proposal.
 */
final class Bumps {

  private static final Duration WITHIN = Duration.ofDays(14);

  private final Database database;
  private final WindowSearch windows;

  Bumps(SchedulerServices services) {
    this.database = services.database();
    this.windows = services.windows();
  }

  /** What the bookers of what is in the way could have instead: assets of the same type. */
  Map<UUID, List<Alternative>> alternatives(Asset asset, LockoutTime time, Instant now) {
    Map<UUID, List<Alternative>> alternatives = new HashMap<>();
    for (Reservation each : database.inTransaction(c -> inTheWay(c, asset, time, now))) {
      alternatives.put(each.id(), alternatives(each, asset, time, now));
    }
    return alternatives;
  }

  private static List<Reservation> inTheWay(
      Connection connection, Asset asset, LockoutTime time, Instant now) throws SQLException {
    List<Reservation> concerned = new ArrayList<>();
    for (Lockouts.Reserved each : Lockouts.inTheWay(connection, asset, time, now)) {
      concerned.addAll(Bumping.concerned(connection, asset.id(), each.during(), now));
    }
    return concerned;
  }

  private List<Alternative> alternatives(
      Reservation reservation, Asset asset, LockoutTime time, Instant now) {
    Duration length = reservation.during().length();
    Viewer booker =
        new Viewer(
            reservation.booker().organisationId(),
            reservation.organisation(),
            reservation.bookedBy());
    SearchRequest request = SearchRequest.within(now, now.plus(WITHIN));
    return windows.search(booker, request, now).windows().stream()
        .filter(window -> window.asset().type().equals(asset.type()))
        .filter(window -> window.length().compareTo(length) >= 0)
        .filter(window -> isClear(window, length, asset, time))
        .limit(Bumping.MOST_ALTERNATIVES)
        .map(
            window ->
                new Alternative(window.asset().publicId(), TimeRange.from(window.start(), length)))
        .toList();
  }

  private static boolean isClear(
      IdleWindow window, Duration length, Asset asset, LockoutTime time) {
    return window.asset().id() != asset.id()
        || time.within(TimeRange.from(window.start(), length)).isEmpty();
  }

  /** Puts off all that is in the way, in the caller's transaction; both sides are told. */
  List<Lockouts.Reserved> bump(
      Connection connection,
      Call call,
      Asset asset,
      LockoutTime time,
      String reason,
      Map<UUID, List<Alternative>> alternatives)
      throws SQLException {
    List<Lockouts.Reserved> inTheWay = Lockouts.inTheWay(connection, asset, time, call.now());
    for (Lockouts.Reserved each : inTheWay) {
      Bumping.bump(
          connection,
          asset.id(),
          each.during(),
          reason,
          Actor.of(call.viewer()),
          reservation -> alternatives.getOrDefault(reservation.id(), List.of()),
          call.now());
    }
    return inTheWay;
  }
}
