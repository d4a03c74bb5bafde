package io.fallow.gateway.queue;

import io.fallow.gateway.wire.PayloadFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of a queue for many threads: one writes, another may read meanwhile. A store that turns
 * out to be damaged is replaced, and whoever touched it hears so by a {@link RenewedException}.
 */
final class Depot {

  private static final Logger LOG = LoggerFactory.getLogger(Depot.class);

  /** What is settled is removed when it is so much, or so long ago. */
  private static final int SETTLED_AT_ONCE = 256;

  private static final Duration SETTLED_FOR = Duration.ofSeconds(1);

  /** How often it is looked for messages that are too old. */
  private static final Duration AGES_EVERY = Duration.ofMinutes(1);

  private final Path folder;
  private final LongSupplier nanos;
  private final Standings standings;

  /** Held while the store is written or replaced; taken before the standings' lock. */
  private final ReentrantLock writing = new ReentrantLock();

  private final Keeper keeper; // guarded by writing
  private SQLException damage; // guarded by writing; while a damaged store cannot be replaced
  private long tidiedThrough; // guarded by writing
  private long tidiedNanos; // guarded by writing
  private volatile StoreReader reader;

  /** Opens it, and says to the standings what is in it. */
  Depot(
      Path folder,
      QueueLimits limits,
      PayloadFormat format,
      Clock clock,
      LongSupplier nanos,
      Standings standings)
      throws IOException, SQLException {
    this.folder = folder;
    this.nanos = nanos;
    this.standings = standings;
    StoreFolder files = new StoreFolder(folder);
    files.refuseFormerFormat();
    this.keeper = new Keeper(files, limits, format, clock, nanos);
    try {
      begin();
    } catch (SQLException e) {
      if (!keeper.isDamage(e)) {
        throw e;
      }
      keeper.renew(e, 0);
      begin();
    }
  }

  private void begin() throws SQLException {
    Store store = keeper.store();
    Standing found = new Standing(store.meta(), store.dropped());
    reader = new StoreReader(store.file());
    tidiedThrough = found.cursor().acknowledgedThrough();
    tidiedNanos = nanos.getAsLong();
    standings.begin(found);
  }

  /** What is done with the store. */
  @FunctionalInterface
  interface Work<T> {
    T with(Keeper keeper) throws SQLException;
  }

  /**
   * Does something while nobody else writes.
   *
   * @param what failed, if it does
   */
  <T> T write(String what, Work<T> work) {
    writing.lock();
    try {
      ready();
      return work.with(keeper);
    } catch (SQLException e) {
      throw failed(what, e);
    } finally {
      writing.unlock();
    }
  }

  /** What is done with its reader. */
  @FunctionalInterface
  interface Look<T> {
    T with(StoreReader reader) throws SQLException;
  }

  /** Looks, while somebody may write. */
  <T> T read(Look<T> look) {
    StoreReader current = reader;
    try {
      return look.with(current);
    } catch (SQLException e) {
      throw unreadable(current, e);
    }
  }

  private QueueException unreadable(StoreReader used, SQLException failure) {
    writing.lock();
    try {
      ready();
      return used == reader ? failed("messages cannot be read", failure) : renewed(failure);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Messages of an epoch that somebody waits for. Those that are damaged are given up.
   *
   * @param through one that doesn't grow
   */
  StoreReader.Found messages(long epoch, long after, long through, int most, int bytes) {
    StoreReader.Found found = read(each -> each.read(after, through, most, bytes));
    return found.damaged().isEmpty() && !lacksOne(found, after)
        ? found
        : mended(epoch, after, through, most, bytes);
  }

  private boolean lacksOne(StoreReader.Found found, long after) {
    return standings.open(after + 1, found.through()).stream()
        .anyMatch(
            range ->
                LongStream.rangeClosed(range.first(), range.last()).anyMatch(n -> !found.has(n)));
  }

  /** Looks again, while nobody writes. */
  private StoreReader.Found mended(long epoch, long after, long through, int most, int bytes) {
    return write(
        "messages cannot be read",
        store -> {
          if (standings.cursor().epoch() != epoch) {
            throw renewed(null);
          }
          StoreReader.Found found = reader.read(after, through, most, bytes);
          if (lacksOne(found, after)) {
            throw Store.damaged("it has lost messages behind number " + after);
          }
          if (!found.damaged().isEmpty()) {
            store.dropDamaged(found.damaged(), standings::open);
            LOG.error("the disk has damaged messages {} of {}", found.damaged(), folder);
            standings.giveUp(found.damaged());
          }
          return found;
        });
  }

  /** Removes what is settled or too old, unless somebody writes, who does not need it. */
  void tidyIfDue() {
    if (writing.tryLock()) {
      try {
        if (isTidyingDue()) {
          tidy();
        }
      } finally {
        writing.unlock();
      }
    }
  }

  private boolean isTidyingDue() {
    long settled = standings.cursor().acknowledgedThrough();
    long waited = nanos.getAsLong() - tidiedNanos;
    return settled - tidiedThrough >= SETTLED_AT_ONCE
        || (waited >= SETTLED_FOR.toNanos() && settled > tidiedThrough)
        || waited >= AGES_EVERY.toNanos();
  }

  private void tidy() {
    long settled = standings.cursor().acknowledgedThrough();
    tidiedNanos = nanos.getAsLong();
    tidiedThrough = settled;
    try {
      boolean more = write("it", store -> store.tidy(settled, standings::open));
      tidiedThrough = more ? settled - SETTLED_AT_ONCE : settled;
      standings.settledThrough(keeper.droppedThrough());
    } catch (QueueException e) {
      LOG.warn("what is settled stays a while: {}", e.getMessage());
    }
  }

  /** What waits, by the store and the standings. */
  Waiting waiting() {
    return write(
        "it cannot be counted what waits",
        store -> {
          long messages = standings.waiting();
          return new Waiting(
              messages,
              messages == 0 ? 0 : store.store().meta().readings(),
              reader.timeBehind(standings.cursor().acknowledgedThrough()),
              store.store().usedBytes());
        });
  }

  /** Closes everything; what is settled is removed before. */
  void close(FolderLock lock) {
    writing.lock();
    try {
      closeParts(lock, reader);
    } catch (IOException e) {
      throw new QueueException("the queue " + folder + " did not close: " + e.getMessage(), e);
    } finally {
      writing.unlock();
    }
  }

  private void closeParts(FolderLock lock, StoreReader current) throws IOException {
    try (lock;
        current) {
      keeper.close(standings.cursor().acknowledgedThrough());
    }
  }

  /** What to throw for a failure; a damaged store is replaced. Called with the lock held. */
  private QueueException failed(String what, SQLException failure) {
    if (keeper.isDamage(failure)) {
      damage = failure;
      renew();
      return renewed(failure);
    }
    return keeper.isOutOfRoom(failure)
        ? keeper.noRoomOnDisk(failure)
        : new QueueException(
            "the queue " + folder + ": " + what + ": " + failure.getMessage(), failure);
  }

  private QueueException renewed(SQLException cause) {
    return new RenewedException("the queue " + folder + " was damaged and has begun anew", cause);
  }

  private void ready() {
    standings.requireOpen();
    if (damage != null) {
      renew();
    }
  }

  private void renew() {
    try {
      reader.close();
      keeper.renew(damage, standings.cursor().acknowledgedThrough());
      begin();
      damage = null;
    } catch (IOException | SQLException e) {
      throw new QueueException(
          "the queue %s is damaged (%s) and cannot be replaced: %s"
              .formatted(folder, damage.getMessage(), e.getMessage()),
          e);
    }
  }
}
