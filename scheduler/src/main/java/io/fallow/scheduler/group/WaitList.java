package io.fallow.scheduler.group;

import io.fallow.scheduler.booking.BookingService;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.telemetry.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who waits for time that is not free. What comes free is offered by {@link WaitOffering}. Blocks;
 * safe for any number of threads; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class WaitList {

  /** The most entries of one organisation that wait at a time. */
  public static final int MOST = 100;

  private final Database database;
  private final BookingService bookings;

  public WaitList(Database database, BookingService bookings) {
    this.database = database;
    this.bookings = bookings;
  }

  /**
   * Takes the next turn, in the caller's transaction; empty if the organisation waits for {@link
   * #MOST} things already.
   *
   * @param assetId of the asset wished for, if it is one, which the viewer sees
   */
  public Optional<WaitEntry> enter(
      Connection connection,
      Viewer viewer,
      Wish wish,
      Optional<Integer> assetId,
      String purpose,
      Instant now)
      throws SQLException {
    WaitRows rows = new WaitRows(connection, now);
    if (rows.waiting(viewer) >= MOST) {
      return Optional.empty();
    }
    UUID id = UUID.randomUUID();
    new WaitWrites(connection, now).insert(id, viewer, wish, assetId, purpose);
    return rows.find(viewer, id);
  }

  /** An entry of the viewer's organisation. */
  public Optional<WaitEntry> get(Viewer viewer, UUID id, Instant now) {
    return database.inTransaction(connection -> new WaitRows(connection, now).find(viewer, id));
  }

  /** The entries of the viewer's organisation, latest first. */
  public List<WaitEntry> list(Viewer viewer, int limit, Instant now) {
    return database.inTransaction(
        connection -> new WaitRows(connection, now).latestFirst(viewer, limit));
  }

  /**
   * Lets an entry wait no longer, and gives back what is offered to it. One that doesn't wait stays
   * as it is: who has taken an offer keeps it.
   */
  public Optional<WaitEntry> withdraw(Viewer viewer, UUID id, Instant now) {
    Optional<UUID> offered =
        database.inTransaction(connection -> withdraw(connection, viewer, id, now));
    offered.ifPresent(hold -> bookings.steps().giveUp(viewer, hold, "no longer waited for", now));
    return get(viewer, id, now);
  }

  /** What is offered to it; nothing is from then on. */
  private static Optional<UUID> withdraw(Connection connection, Viewer viewer, UUID id, Instant now)
      throws SQLException {
    new WaitUpkeep(connection, now).settle(id);
    return new WaitWrites(connection, now).withdraw(viewer, id)
        ? new WaitOffers(connection, now).open(id)
        : Optional.empty();
  }
}
