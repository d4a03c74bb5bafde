package io.fallow.gateway.queue;

import io.fallow.gateway.wire.PayloadFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads messages beside the one who writes. Safe for several threads, one after the other. */
final class StoreReader implements Closeable {

  private final Connection connection;

  StoreReader(Path file) throws SQLException {
    connection = Sqlite.reader(file);
  }

  /**
   * What was found.
   *
   * @param whole messages
   * @param damaged sequences whose messages are not what was written
   * @param through this sequence was looked
   */
  record Found(List<StoredMessage> whole, List<Long> damaged, long through) {

    /** Whether a message was found, in whatever state. */
    boolean has(long sequence) {
      return damaged.contains(sequence)
          || whole.stream().anyMatch(message -> message.sequence() == sequence);
    }
  }

  private static final String READ =
      """
      SELECT sequence, format, readings, newest_time, crc32c, payload
      FROM message WHERE sequence > ? AND sequence <= ? ORDER BY sequence
      """;

  /** Messages in their order behind {@code after}, until there are enough of them or of bytes. */
  synchronized Found read(long after, long through, int most, int bytes) throws SQLException {
    List<StoredMessage> whole = new ArrayList<>();
    List<Long> damaged = new ArrayList<>();
    long room = bytes;
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      select.setLong(1, after);
      select.setLong(2, through);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Optional<StoredMessage> message = message(row);
          if (message.isPresent()) {
            whole.add(message.get());
            room -= message.get().payload().length;
          } else {
            damaged.add(row.getLong("sequence"));
          }
          if (whole.size() >= most || room <= 0) {
            return new Found(whole, damaged, row.getLong("sequence"));
          }
        }
      }
    }
    return new Found(whole, damaged, through);
  }

  /**
   * The message of a row with the columns of {@link #READ}; empty if it is not what was written.
   */
  static Optional<StoredMessage> message(ResultSet row) throws SQLException {
    byte[] payload = row.getBytes("payload");
    Optional<PayloadFormat> format = StoredMessage.format(row.getInt("format"));
    if (payload == null || payload.length == 0 || format.isEmpty()) {
      return Optional.empty();
    }
    StoredMessage message =
        new StoredMessage(
            row.getLong("sequence"),
            format.get(),
            row.getInt("readings"),
            row.getLong("newest_time"),
            payload);
    boolean written = message.sequence() > 0 && row.getInt("crc32c") == message.checksum();
    return written ? Optional.of(message) : Optional.empty();
  }

  private static final String NEWEST =
      "SELECT sequence FROM message ORDER BY sequence DESC LIMIT 1";

  synchronized OptionalLong newest() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NEWEST);
        ResultSet row = select.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong("sequence")) : OptionalLong.empty();
    }
  }

  private static final String OLDEST_TIME =
      "SELECT newest_time FROM message WHERE sequence > ? ORDER BY sequence LIMIT 1";

  /** Time of the newest reading of the first message behind a sequence. */
  synchronized Optional<Instant> timeBehind(long sequence) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(OLDEST_TIME)) {
      select.setLong(1, sequence);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(StoredMessage.instant(row.getLong("newest_time")))
            : Optional.empty();
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
