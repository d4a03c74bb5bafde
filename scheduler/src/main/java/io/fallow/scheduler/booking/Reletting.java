package io.fallow.scheduler.booking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.TimeRanges;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Waives what cancelling cost once others have booked all of the time that was given back. Done
 * with the booking that completes it; bookings can't be made of what has passed, so it is in time.
 */
final class Reletting {

  private final Connection connection;
  private final Instant now;
  private final ReservationRows rows;

  Reletting(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
    this.rows = new ReservationRows(connection);
  }

  void waiveFees(Reservation booked) throws SQLException {
    for (Reservation cancelled : rows.cancelledAtACost(booked.item().id(), booked.during())) {
      if (isLet(cancelled)) {
        waive(cancelled);
      }
    }
  }

  private boolean isLet(Reservation cancelled) throws SQLException {
    TimeRange givenBack = givenBack(cancelled);
    List<TimeRange> let =
        rows.let(cancelled.item().id(), givenBack).stream().map(Reservation::during).toList();
    return TimeRanges.of(let).contains(givenBack);
  }

  /** What was still to come when it was cancelled. */
  private static TimeRange givenBack(Reservation cancelled) {
    return TimeRange.between(cancelled.changedAt(), cancelled.end())
        .flatMap(rest -> rest.intersect(cancelled.during()))
        .orElse(cancelled.during());
  }

  private void waive(Reservation cancelled) throws SQLException {
    ReservationLedger ledger = new ReservationLedger(connection, Actor.CLOCK, now);
    Step step = new Life.Over(cancelled.claim()).waiveFee().orElseThrow();
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("waived", "re-let");
    ledger.take(cancelled, step, "the time was booked by others", data);
  }
}
