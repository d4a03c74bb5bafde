package io.fallow.scheduler.booking;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.scheduler.calendar.AssetLocks;
import io.fallow.scheduler.calendar.TimeRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The one way in which reservations are written: each version with its entry in the history and the
 * events that tell both sides, in the caller's transaction. The caller holds the locks of all
 * assets concerned ({@link AssetLocks}) from before it reads what it decides by until it commits.
 * Blocks; for one thread and one transaction.
 */
public final class ReservationLedger {

  private final Connection connection;
  private final Actor actor;
  private final Instant now;
  private final ReservationRows rows;
  private final ReservationWrites writes;

  /** Entries by this actor at this moment. */
  public ReservationLedger(Connection connection, Actor actor, Instant now) {
    this.connection = connection;
    this.actor = actor;
    this.now = now;
    this.rows = new ReservationRows(connection);
    this.writes = new ReservationWrites(connection, now);
  }

  /**
   * Takes the lock of a reservation's asset and reads it as it then stands; one that has run out is
   * marked so first. For a transaction that takes no other lock.
   */
  public Optional<Reservation> locked(UUID id) throws SQLException {
    Optional<Integer> asset = rows.assetOf(id);
    if (asset.isEmpty()) {
      return Optional.empty();
    }
    AssetLocks.take(connection, List.of(asset.get()));
    return find(id);
  }

  /** A reservation as it stands; one that has run out is marked so first. */
  public Optional<Reservation> find(UUID id) throws SQLException {
    Optional<Reservation> found = rows.find(id);
    return found.isPresent() ? Optional.of(upToDate(found.get())) : found;
  }

  private Reservation upToDate(Reservation found) throws SQLException {
    return found.isDue(now) ? expire(found) : found;
  }

  /**
   * What blocks any of some time of an asset, whoever's it is, by start: live reservations, and the
   * turnaround of completed ones. Those that have run out are marked so first and left out.
   */
  public List<Reservation> inTheWay(int assetId, TimeRange blocked) throws SQLException {
    List<Reservation> inTheWay = new ArrayList<>();
    for (Reservation found : rows.inTheWay(assetId, blocked)) {
      if (found.isDue(now)) {
        expire(found);
      } else {
        inTheWay.add(found);
      }
    }
    return inTheWay;
  }

  /** The same by one who may see but some of it. */
  InTheWay inTheWay(int assetId, TimeRange blocked, Instant at) throws SQLException {
    InTheWay found = rows.inTheWay(assetId, blocked, at);
    for (Reservation lapsed : found.lapsed(at)) {
      expire(lapsed);
    }
    return found;
  }

  /** Marks a hold or a request that has run out. */
  Reservation expire(Reservation due) throws SQLException {
    ReservationLedger clock = new ReservationLedger(connection, Actor.CLOCK, now);
    Step step =
        due.life()
            .fold(
                Life.Held::expire,
                Life.Requested::expire,
                confirmed -> neverDue(),
                inUse -> neverDue(),
                over -> neverDue());
    return clock.take(due, step, "");
  }

  private static Step neverDue() {
    throw new IllegalStateException("only what is held or requested runs out");
  }

  /**
   * Marks the holds and requests of an asset that have run out.
   *
   * @return how many there were
   */
  int expireDue(int assetId) throws SQLException {
    List<Reservation> due = rows.due(assetId, now);
    for (Reservation each : due) {
      expire(each);
    }
    return due.size();
  }

  /** Makes a reservation; empty if any of its time is taken. */
  public Optional<Reservation> insert(NewReservation wanted) throws SQLException {
    Reservation made = wanted.made(UUID.randomUUID(), now);
    return made(made, writes.insert(made, first(made)));
  }

  /**
   * Takes the lock of an asset and makes a reservation in one trip; empty if any of its time is
   * taken, or if what it was judged by may have changed: terms that aren't of this edition any
   * more, a lock-out or calibration.
   */
  Optional<Reservation> insertUnchanged(NewReservation wanted, long edition) throws SQLException {
    Reservation made = wanted.made(UUID.randomUUID(), now);
    return made(made, writes.insertUnchanged(made, first(made), edition));
  }

  private Entry first(Reservation made) {
    return new Entry(actor, action(made.status()), "", JsonNodeFactory.instance.objectNode());
  }

  private Optional<Reservation> made(Reservation made, Optional<Boolean> relets)
      throws SQLException {
    if (relets.isEmpty()) {
      return Optional.empty();
    }
    note(made, relets.get());
    return Optional.of(made);
  }

  private static Action action(Status status) {
    return switch (status) {
      case HELD -> Action.HELD;
      case REQUESTED -> Action.REQUESTED;
      default -> Action.CONFIRMED;
    };
  }

  /**
   * Takes a step.
   *
   * @param reason in the words of whoever takes it; may be empty
   * @return the next version
   */
  public Reservation take(Reservation before, Step step, String reason) throws SQLException {
    return take(before, step, reason, JsonNodeFactory.instance.objectNode());
  }

  /**
   * Takes a step that tells more.
   *
   * @param data for the history and the events; nothing that either side may not know
   */
  public Reservation take(Reservation before, Step step, String reason, ObjectNode data)
      throws SQLException {
    Reservation after = before.next(step.after(), now);
    Entry entry = new Entry(actor, step.action(), reason, data);
    note(after, writes.update(after, entry));
    return after;
  }

  private void note(Reservation after, boolean relets) throws SQLException {
    if (relets) {
      Reletting.note(connection, after);
    }
  }
}
