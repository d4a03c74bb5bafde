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
 * Waives what cancelling, moving or shortening cost once all of the time that was given up is
 * booked again. Done with the booking that completes it; bookings can't be made of what has passed,
 * so it is in time.
 */
final class Reletting {

  private static final String REASON = "the time was booked by others";

  private final Connection connection;
  private final Instant now;
  private final ReservationRows rows;
  private final GivenUpRows givenUp;

  Reletting(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
    this.rows = new ReservationRows(connection);
    this.givenUp = new GivenUpRows(connection);
  }

  void waiveFees(Reservation booked) throws SQLException {
    for (Reservation cancelled : rows.cancelledAtACost(booked.item().id(), booked.during())) {
      if (isLet(cancelled.item().id(), givenBack(cancelled))) {
        waive(cancelled);
      }
    }
    for (GivenUpRows.Part part : givenUp.owed(booked.item().id(), booked.during())) {
      if (isLet(booked.item().id(), part.during())) {
        waive(part);
      }
    }
  }

  private boolean isLet(int assetId, TimeRange time) throws SQLException {
    List<TimeRange> let = rows.let(assetId, time).stream().map(Reservation::during).toList();
    return TimeRanges.of(let).contains(time);
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
    ledger.take(cancelled, step, REASON, data);
  }

  /** The reservation itself stays as it is: only what is owed for its earlier time changes. */
  private void waive(GivenUpRows.Part part) throws SQLException {
    givenUp.waive(part, now);
    ObjectNode data = new GivenUp(List.of(part.during()), part.percent()).told();
    Entry entry = new Entry(Actor.CLOCK, Action.FEE_WAIVED, REASON, data.put("waived", "re-let"));
    Telling.tell(connection, rows.find(part.reservation()).orElseThrow(), entry, now);
  }
}
