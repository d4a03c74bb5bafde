package io.fallow.gateway.queue;

import io.fallow.gateway.queue.Dropped.Why;
import io.fallow.gateway.queue.QueueLimits.WhenFull;
import io.fallow.gateway.wire.Confirmation.Range;
import io.fallow.gateway.wire.PayloadFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a queue's store within its limits, and on a disk that is full or gives back something else
 * than it got. One thread at a time.
 */
final class Keeper implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  /** A larger store isn't looked through whole when it opens: reading tells what is wrong. */
  private static final long CHECKED_BYTES = 64L << 20;

  /** What a message takes besides its payload, generously. */
  private static final int SLACK = 2 * Store.PAGE_BYTES;

  private static final long LITTLE_BYTES = 1 << 20;

  private static final int AT_ONCE = 1_000;
  private static final int DROPPED_AT_ONCE = 8;

  private final StoreFolder folder;
  private final QueueLimits limits;
  private final PayloadFormat format;
  private final Clock clock;
  private final Ballast ballast;
  private final AgeClock ages;
  private Store store;
  private long droppedThrough;

  /** What of a range nobody has settled: from its first to its last sequence. */
  @FunctionalInterface
  interface Open extends BiFunction<Long, Long, List<Range>> {}

  Keeper(
      StoreFolder folder, QueueLimits limits, PayloadFormat format, Clock clock, LongSupplier nanos)
      throws IOException, SQLException {
    this.folder = folder;
    this.limits = limits;
    this.format = format;
    this.clock = clock;
    this.ballast = new Ballast(folder.path());
    this.store = openWithRoom();
    this.ages = new AgeClock(store.meta(), clock, nanos);
    ballast.take();
  }

  private Store openWithRoom() throws IOException, SQLException {
    try {
      return open();
    } catch (SQLException e) {
      if (!isOutOfRoom(e)) {
        throw e;
      }
      ballast.release();
      return open();
    }
  }

  private Store open() throws IOException, SQLException {
    folder.tidy();
    if (!Files.exists(folder.file())) {
      return Store.create(folder.file(), Meta.begin(folder.newEpoch(clock, 0), clock.millis()));
    }
    try {
      if (!folder.isDatabase()) {
        throw Store.damaged("it is no database");
      }
      if (Journal.isDamaged(folder.journal())) {
        throw Store.damaged("its journal is not as it was written: what was stored last is lost");
      }
      Store found = Store.open(folder.file(), Files.size(folder.file()) <= CHECKED_BYTES);
      if (found.meta().version() > Meta.VERSION) {
        found.abandon();
        throw new QueueException(folder.file() + " was written by a later version");
      }
      return found;
    } catch (SQLException e) {
      if (!isDamage(e)) {
        throw e;
      }
      return renewed(e, 0);
    }
  }

  /** Whether the disk has no room: some file systems only say that they failed. */
  boolean isOutOfRoom(SQLException failure) {
    return Sqlite.isFull(failure) || (Sqlite.isIoFailure(failure) && freeBytes() < LITTLE_BYTES);
  }

  private long freeBytes() {
    return folder.path().toFile().getUsableSpace();
  }

  /** A file that says of itself that it may not be written, though it may, is damaged too. */
  boolean isDamage(SQLException failure) {
    return Sqlite.isDamage(failure)
        || (Sqlite.isReadOnly(failure) && Files.isWritable(folder.file()));
  }

  /**
   * Puts a new store into the place of one that is damaged.
   *
   * @param settled through this message of the old one nobody waits for any
   */
  void renew(SQLException why, long settled) throws IOException, SQLException {
    try {
      store.abandon();
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
    store = renewed(why, settled);
    droppedThrough = 0;
  }

  private Store renewed(SQLException why, long settled) throws IOException, SQLException {
    folder.remove(folder.freshFile());
    long epoch = folder.newEpoch(clock, Salvage.epochOf(folder.file()));
    Store fresh = Store.create(folder.freshFile(), Meta.begin(epoch, clock.millis()));
    String saved;
    try {
      saved = Salvage.from(folder.file(), fresh, format, settled);
    } catch (SQLException e) {
      fresh.abandon();
      folder.remove(folder.freshFile());
      throw e;
    }
    fresh.close();
    LOG.error(
        "the queue {} is damaged ({}): it is set aside as {}, {}, and a new one begins",
        folder.file(),
        why.getMessage(),
        folder.replace(clock),
        saved);
    return Store.open(folder.file(), false);
  }

  Store store() {
    return store;
  }

  /** All messages through this one are settled or given up. */
  long droppedThrough() {
    return droppedThrough;
  }

  /**
   * Stores a message.
   *
   * @param more readings than before, if it is the newest one that has grown
   * @param settled through this one nobody waits for a message
   * @return what became of it
   */
  Kept append(StoredMessage message, int more, Map<String, String> marks, long settled, Open open)
      throws SQLException {
    long need = message.payload().length + (long) SLACK;
    if (need > limits.maxBytes() / 2) {
      throw new IllegalArgumentException("the message is larger than the queue may be");
    }
    if (!ballast.take()) {
      throw noRoomOnDisk(null);
    }
    boolean full = store.usedBytes() + need > limits.maxBytes();
    if (full) {
      forgetAll(settled);
    }
    Room room = new Room();
    store.edit(
        edit -> {
          edit.at(ages);
          edit.forget(settled, AT_ONCE);
          edit.mark(marks);
          room.made = !full || makeRoom(edit, need, message.sequence(), open, room);
          if (room.made) {
            edit.put(message, more);
          } else {
            edit.passOver(more, message.newestMicros());
          }
        });
    droppedThrough = Math.max(droppedThrough, room.droppedThrough);
    return new Kept(room.made ? message.sequence() : store.meta().last(), room.made);
  }

  /**
   * What became of a message.
   *
   * @param sequence that was given to it
   * @param stored not if the queue is full and drops what is new
   */
  record Kept(long sequence, boolean stored) {}

  private static final class Room {
    private boolean made;
    private long droppedThrough;
  }

  private boolean makeRoom(Edit edit, long need, long appended, Open open, Room room)
      throws SQLException {
    while (edit.usedBytes() + need > limits.maxBytes()) {
      if (limits.whenFull() == WhenFull.REFUSE) {
        throw full();
      }
      OptionalLong first = edit.oldest();
      if (limits.whenFull() == WhenFull.DROP_NEWEST
          || first.isEmpty()
          || first.getAsLong() >= appended) {
        return false;
      }
      long end = edit.oldestBut(DROPPED_AT_ONCE - 1).orElse(first.getAsLong());
      long last = Math.min(end, appended - 1);
      edit.drop(new Range(first.getAsLong(), last), open.apply(first.getAsLong(), last), Why.FULL);
      room.droppedThrough = last;
    }
    return true;
  }

  QueueFullException full() {
    return new QueueFullException(
        "the queue %s is full: %d messages wait".formatted(folder.path(), store.meta().messages()));
  }

  QueueFullException noRoomOnDisk(SQLException cause) {
    QueueFullException full =
        new QueueFullException(
            "the disk of the queue %s is full (%d KiB are free): nothing was stored"
                .formatted(folder.path(), freeBytes() >> 10));
    full.initCause(cause);
    return full;
  }

  /** Stores how far sources are. */
  void mark(Map<String, String> marks) throws SQLException {
    store.edit(
        edit -> {
          edit.at(ages);
          edit.mark(marks);
        });
  }

  private void forgetAll(long settled) throws SQLException {
    while (forget(settled)) {
      LOG.debug("{}: there is more to be removed", folder.file());
    }
  }

  private boolean forget(long settled) throws SQLException {
    boolean[] more = {false};
    store.edit(edit -> more[0] = edit.forget(settled, AT_ONCE));
    return more[0];
  }

  /**
   * Removes some of what nobody waits for, and of what has waited for too long; also on a disk that
   * is full.
   *
   * @return whether there may be more to do
   */
  boolean tidy(long settled, Open open) throws SQLException {
    try {
      return tidyOnce(settled, open);
    } catch (SQLException e) {
      if (!isOutOfRoom(e)) {
        throw e;
      }
      LOG.warn("the disk of {} is full: its reserve goes to clear it", folder.path());
      ballast.release();
      store.emptyJournal();
      return tidyOnce(settled, open);
    }
  }

  private boolean tidyOnce(long settled, Open open) throws SQLException {
    boolean[] more = {false};
    Room room = new Room();
    long limit = ages.ageMillis() - limits.maxAge().toMillis();
    store.edit(
        edit -> {
          edit.at(ages);
          boolean settledOnes = edit.forget(settled, AT_ONCE);
          OptionalLong aged = edit.storedBefore(limit, AT_ONCE);
          OptionalLong first = edit.oldest();
          more[0] = settledOnes;
          if (aged.isPresent() && aged.getAsLong() > settled) {
            Range range = new Range(first.getAsLong(), aged.getAsLong());
            edit.drop(range, open.apply(range.first(), range.last()), Why.AGE);
            room.droppedThrough = range.last();
            more[0] = true;
          }
        });
    droppedThrough = Math.max(droppedThrough, room.droppedThrough);
    if (ballast.held()) {
      return store.shrink() || more[0];
    }
    store.shrinkAll();
    ballast.take();
    return more[0];
  }

  /** Gives damaged messages up. */
  void dropDamaged(List<Long> sequences, Open open) throws SQLException {
    store.edit(
        edit -> {
          for (long[] run : Store.runs(sequences)) {
            edit.drop(new Range(run[0], run[1]), open.apply(run[0], run[1]), Why.DAMAGED);
          }
        });
  }

  /** Notes how far it is settled, in order, and closes. */
  void close(long settled) throws IOException {
    try (this) {
      forgetAll(settled);
      while (store.shrink()) {
        LOG.debug("{} has more room to give back", folder.file());
      }
    } catch (SQLException e) {
      LOG.warn("{}: acknowledgements are not kept: {}", folder.path(), e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
