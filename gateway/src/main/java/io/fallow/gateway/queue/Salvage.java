package io.fallow.gateway.queue;

import io.fallow.gateway.queue.Dropped.Why;
import io.fallow.gateway.wire.DecodedBatch;
import io.fallow.gateway.wire.MessageKey;
import io.fallow.gateway.wire.PayloadFormat;
import io.fallow.gateway.wire.WireFormatException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings into a fresh store what can still be read whole of a damaged one. The readings get the
 * fresh store's numbers: of the old ones nobody knows which are used. So what was delivered and not
 * yet confirmed comes twice.
 */
final class Salvage {

  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);
  private static final int AT_ONCE = 500;

  /** So many numbers are tried one by one where a part cannot be read. */
  private static final long MOST_TRIED = 1_000_000;

  private final Store fresh;
  private final PayloadFormat format;
  private final List<StoredMessage> found = new ArrayList<>();
  private Optional<Meta> former = Optional.empty();
  private long settled;
  private boolean freshFailed;
  private long formerEpoch;
  private long lowest = Long.MAX_VALUE;
  private long highest;
  private long readable;
  private long messages;
  private long readings;

  private Salvage(Store fresh, PayloadFormat format, long settled) {
    this.fresh = fresh;
    this.format = format;
    this.settled = settled;
  }

  /** The epoch of a damaged file, 0 if it doesn't tell. */
  static long epochOf(Path damaged) {
    try (Connection from = Sqlite.reader(damaged)) {
      return Store.read(from).epoch();
    } catch (SQLException e) {
      return 0;
    }
  }

  /**
   * Saves what can be.
   *
   * @param settled through this message nobody waits for any; the file may say of more
   * @return in words what was saved
   * @throws SQLException when the fresh store fails
   */
  static String from(Path damaged, Store fresh, PayloadFormat format, long settled)
      throws SQLException {
    Salvage salvage = new Salvage(fresh, format, settled);
    try (Connection from = Sqlite.reader(damaged)) {
      salvage.readMeta(from);
      salvage.readMarks(from);
      salvage.readMessages(from);
    } catch (SQLException e) {
      if (salvage.freshFailed) {
        throw e;
      }
      LOG.info("{} cannot be read any more: {}", damaged, e.getMessage());
    }
    salvage.store();
    salvage.noteLoss();
    return "%d messages with %d readings of it were saved"
        .formatted(salvage.messages, salvage.readings);
  }

  private void readMeta(Connection from) {
    try {
      former = Optional.of(Store.read(from));
      formerEpoch = former.get().epoch();
      settled = Math.max(settled, former.get().settled());
    } catch (SQLException e) {
      LOG.info("it does not say how far it was: {}", e.getMessage());
    }
  }

  private void readMarks(Connection from) throws SQLException {
    try {
      Map<String, String> marks = Marks.readAll(from);
      inFresh(edit -> edit.mark(marks));
    } catch (SQLException e) {
      if (freshFailed) {
        throw e;
      }
      LOG.info("its sources' places are lost: {}", e.getMessage());
    }
  }

  private static final String COLUMNS =
      "SELECT sequence, format, readings, newest_time, crc32c, payload FROM message ";

  private void readMessages(Connection from) throws SQLException {
    if (scan(from, COLUMNS + "ORDER BY sequence", Long.MAX_VALUE)) {
      return;
    }
    store();
    long low = highest;
    long top = former.map(Meta::last).orElse(low + MOST_TRIED);
    long tried = 0;
    for (long sequence = low + 1; sequence <= top && tried < MOST_TRIED; sequence++, tried++) {
      scan(from, COLUMNS + "WHERE sequence = " + sequence, sequence);
    }
  }

  /** Takes what a query answers; whether it came to its end. */
  private boolean scan(Connection from, String sql, long bound) throws SQLException {
    try (PreparedStatement select = from.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Optional<StoredMessage> message = StoreReader.message(row);
        if (message.isPresent() && message.get().sequence() <= bound) {
          take(message.get());
        }
      }
      return true;
    } catch (SQLException e) {
      if (freshFailed) {
        throw e;
      }
      return false;
    }
  }

  private void take(StoredMessage message) throws SQLException {
    readable += message.readings();
    if (message.sequence() > highest) {
      lowest = Math.min(lowest, message.sequence());
      highest = message.sequence();
      if (message.sequence() > settled) {
        found.add(message);
      }
      if (found.size() == AT_ONCE) {
        store();
      }
    }
  }

  private void store() throws SQLException {
    List<StoredMessage> whole = new ArrayList<>();
    for (StoredMessage old : found) {
      renumbered(old, fresh.meta().last() + whole.size() + 1).ifPresent(whole::add);
    }
    found.clear();
    inFresh(
        edit -> {
          for (StoredMessage each : whole) {
            edit.put(each, each.readings());
          }
        });
    messages += whole.size();
    readings += whole.stream().mapToLong(StoredMessage::readings).sum();
  }

  private Optional<StoredMessage> renumbered(StoredMessage old, long sequence) {
    try {
      DecodedBatch batch = old.format().decoder().decode(old.payload());
      formerEpoch = batch.key().map(MessageKey::epoch).orElse(formerEpoch);
      MessageKey key = new MessageKey(fresh.meta().epoch(), sequence);
      return Optional.of(StoredMessage.of(key, format, batch.readings()));
    } catch (WireFormatException | IllegalArgumentException e) {
      LOG.warn("message {} is no message: {}", old.sequence(), e.getMessage());
      return Optional.empty();
    }
  }

  /** The platform must not wait for the old numbers. */
  private void noteLoss() throws SQLException {
    long first = former.isPresent() ? settled + 1 : Math.max(settled + 1, lowest);
    long last = former.map(Meta::last).orElse(highest);
    if (formerEpoch > 0 && first <= last) {
      long lost = Math.max(0, former.map(Meta::readings).orElse(0L) - readable);
      inFresh(
          edit ->
              edit.lost(
                  new Dropped(
                      formerEpoch,
                      first,
                      last,
                      lost,
                      Optional.empty(),
                      Optional.empty(),
                      Why.DAMAGED)));
    }
  }

  private void inFresh(Store.Change change) throws SQLException {
    freshFailed = true;
    fresh.edit(change);
    freshFailed = false;
  }
}
