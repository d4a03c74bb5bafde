package io.fallow.scheduler.api.calendar;

import io.fallow.scheduler.api.operation.Call;
import io.fallow.scheduler.api.operation.SchedulerServices;
import io.fallow.scheduler.attendance.NextBest;
import io.fallow.scheduler.booking.Actor;
import io.fallow.scheduler.booking.Alternative;
import io.fallow.scheduler.booking.Bumping;
import io.fallow.scheduler.booking.Reservation;
import io.fallow.scheduler.calendar.LockoutTime;
import io.fallow.scheduler.calendar.Lockouts;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Acting;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts reservations off for a lock-out that can't wait. What their bookers could have instead is
 * looked for before the transaction that does it, which holds the asset's lock; so a reservation
 * that comes in between is put off without a proposal.
 */
final class Bumps {

  private final Database database;
  private final NextBest nextBest;

  Bumps(SchedulerServices services) {
    this.database = services.database();
    this.nextBest = new NextBest(services.windows(), services.registry());
  }

  /** What the bookers of what is in the way could have instead: assets of the same type. */
  Map<UUID, List<Alternative>> alternatives(Asset asset, LockoutTime time, Instant now) {
    Map<UUID, List<Alternative>> alternatives = new HashMap<>();
    for (Reservation each : database.inTransaction(c -> inTheWay(c, asset, time, now))) {
      alternatives.put(each.id(), alternatives(each, asset, time, now));
    }
    return alternatives;
  }

  /** What others share with a booker is looked for with its eyes, not the owner's. */
  private List<Alternative> alternatives(
      Reservation bumped, Asset asset, LockoutTime time, Instant now) {
    Acting booker =
        new Acting(bumped.booker().organisationId(), Actor.CLOCK.name(), Optional.of(now));
    return database.actingFor(
        booker, () -> nextBest.of(bumped, offered -> isClear(offered, asset, time), now));
  }

  private static List<Reservation> inTheWay(
      Connection connection, Asset asset, LockoutTime time, Instant now) throws SQLException {
    List<Reservation> concerned = new ArrayList<>();
    for (Lockouts.Reserved each : Lockouts.inTheWay(connection, asset, time, now)) {
      concerned.addAll(Bumping.concerned(connection, asset.id(), each.during(), now));
    }
    return concerned;
  }

  private static boolean isClear(Alternative alternative, Asset asset, LockoutTime time) {
    return !alternative.asset().equals(asset.publicId())
        || time.within(alternative.during()).isEmpty();
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
