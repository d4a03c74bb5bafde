package io.fallow.scheduler.booking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.TimeRanges;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Waives what cancelling, moving or shortening cost once all of the time that was given up is
 * booked again. The booking that may complete it leaves a note; whoever books may see nothing of
 * what others owe, so the platform looks after the notes by itself, soon afterwards. Bookings can't
 * be made of what has passed, so it is in time.
 */
final class Reletting {

  private static final String REASON = "the time was booked by others";
  private static final int NOTES_AT_ONCE = 50;

  private final Connection connection;
  private final Instant now;
  private final ReservationRows rows;
  private final GivenUpRows givenUp;

  private Reletting(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
    this.rows = new ReservationRows(connection);
    this.givenUp = new GivenUpRows(connection);
  }

  private static final String NOTE = "INSERT INTO relet_note (reservation_id) VALUES (?)";

  /** Notes, in the caller's transaction, that a reservation may complete what was given up. */
  static void note(Connection connection, Reservation booked) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
      insert.setObject(1, booked.id());
      insert.executeUpdate();
    }
  }

  /** Looks after all notes; returns how many there were. By any number of processes. */
  static int run(Database database, Instant now) {
    int done = 0;
    int some = NOTES_AT_ONCE;
    while (some == NOTES_AT_ONCE) {
      some = database.inTransaction(connection -> new Reletting(connection, now).some());
      done += some;
    }
    return done;
  }

  private static final String TAKE =
      """
      WITH taken AS (
        DELETE FROM relet_note WHERE id IN (
          SELECT id FROM relet_note ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED)
        RETURNING reservation_id)
      SELECT DISTINCT r.id, r.asset_id FROM taken JOIN reservation r ON r.id = taken.reservation_id
      """;

  private int some() throws SQLException {
    SortedSet<Integer> assets = new TreeSet<>();
    List<UUID> noted = new ArrayList<>();
    try (PreparedStatement take = connection.prepareStatement(TAKE)) {
      take.setInt(1, NOTES_AT_ONCE);
      try (ResultSet row = take.executeQuery()) {
        while (row.next()) {
          noted.add(row.getObject("id", UUID.class));
          assets.add(row.getInt("asset_id"));
        }
      }
    }
    AssetLocks.take(connection, assets);
    for (UUID id : noted) {
      waiveFees(rows.find(id).orElseThrow());
    }
    return noted.size();
  }

  private void waiveFees(Reservation booked) throws SQLException {
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
