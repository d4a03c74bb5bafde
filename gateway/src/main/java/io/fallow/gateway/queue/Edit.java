package io.fallow.gateway.queue;

import io.fallow.gateway.queue.Dropped.Why;
import io.fallow.gateway.wire.Confirmation.Range;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What is done to a store in one transaction. */
final class Edit {

  private final Connection connection;
  private Meta meta;

  Edit(Connection connection, Meta before) {
    this.connection = connection;
    this.meta = before;
  }

  /** As it will be. */
  Meta meta() {
    return meta;
  }

  /** Notes the time. */
  void at(AgeClock clock) {
    meta = meta.at(clock.ageMillis(), clock.wallMillis());
  }

  private static final String PUT =
      """
      INSERT INTO message (sequence, format, readings, newest_time, stored, crc32c, payload)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (sequence) DO UPDATE SET readings = excluded.readings,
          newest_time = excluded.newest_time, crc32c = excluded.crc32c, payload = excluded.payload
      """;

  /**
   * Stores a message, or the newest one with more readings than before.
   *
   * @param more readings than before
   */
  void put(StoredMessage message, int more) throws SQLException {
    try (PreparedStatement put = connection.prepareStatement(PUT)) {
      put.setLong(1, message.sequence());
      put.setInt(2, StoredMessage.code(message.format()));
      put.setInt(3, message.readings());
      put.setLong(4, message.newestMicros());
      put.setLong(5, meta.ageMillis());
      put.setInt(6, message.checksum());
      put.setBytes(7, message.payload());
      put.executeUpdate();
    }
    meta = meta.appended(message.sequence(), more);
  }

  /** Gives readings a message's number and drops them. */
  void passOver(int readings, long newestMicros) throws SQLException {
    long sequence = meta.last() + 1;
    meta = meta.passedOver(sequence);
    Optional<Instant> time = Optional.of(StoredMessage.instant(newestMicros));
    note(new Range(sequence, sequence), readings, time, time, Why.FULL);
  }

  void mark(Map<String, String> marks) throws SQLException {
    Marks.write(connection, marks);
  }

  /**
   * Removes settled messages, some at a time. The newest message stays: somebody may ask for it.
   *
   * @return whether there are more to be removed
   */
  boolean forget(long settled, int most) throws SQLException {
    meta = meta.settledThrough(settled);
    OptionalLong first = oldest();
    long end = Math.min(settled, newest().orElse(0) - 1);
    if (first.isEmpty() || first.getAsLong() > end) {
      return false;
    }
    long last = Math.min(end, first.getAsLong() + most - 1);
    remove(new Range(first.getAsLong(), last));
    return last < end;
  }

  /**
   * Gives messages up.
   *
   * @param all that are removed
   * @param open those among them that the platform doesn't have
   */
  void drop(Range all, List<Range> open, Why why) throws SQLException {
    for (Range range : open) {
      Sum sum = sum(range);
      boolean readable = why != Why.DAMAGED;
      note(
          range,
          readable ? sum.readings() : 0,
          readable ? sum.from() : Optional.empty(),
          readable ? sum.to() : Optional.empty(),
          why);
    }
    remove(all);
  }

  /** Notes that messages of another numbering are lost. */
  void lost(Dropped range) throws SQLException {
    DroppedRows.add(connection, range, meta.settled());
  }

  private void note(
      Range range, long readings, Optional<Instant> from, Optional<Instant> to, Why why)
      throws SQLException {
    DroppedRows.add(
        connection,
        new Dropped(meta.epoch(), range.first(), range.last(), readings, from, to, why),
        meta.settled());
  }

  private static final String REMOVE = "DELETE FROM message WHERE sequence BETWEEN ? AND ?";

  private void remove(Range range) throws SQLException {
    Sum sum = sum(range);
    try (PreparedStatement delete = connection.prepareStatement(REMOVE)) {
      delete.setLong(1, range.first());
      delete.setLong(2, range.last());
      delete.executeUpdate();
    }
    meta = meta.without(sum.messages(), sum.readings());
  }

  private record Sum(long messages, long readings, Optional<Instant> from, Optional<Instant> to) {}

  private static final String SUM =
      """
      SELECT count(*) AS messages, coalesce(sum(readings), 0) AS readings,
             min(newest_time) AS from_time, max(newest_time) AS to_time
      FROM message WHERE sequence BETWEEN ? AND ?
      """;

  private Sum sum(Range range) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SUM)) {
      select.setLong(1, range.first());
      select.setLong(2, range.last());
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Sum(
            row.getLong("messages"),
            row.getLong("readings"),
            time(row, "from_time"),
            time(row, "to_time"));
      }
    }
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(StoredMessage.instant(micros));
  }

  private static final String AGED =
      "SELECT sequence, stored FROM message ORDER BY sequence LIMIT ?";

  /** Through which of the oldest messages all have waited since before a time; some at a time. */
  OptionalLong storedBefore(long ageMillis, int most) throws SQLException {
    OptionalLong last = OptionalLong.empty();
    try (PreparedStatement select = connection.prepareStatement(AGED)) {
      select.setInt(1, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next() && row.getLong("stored") < ageMillis) {
          last = OptionalLong.of(row.getLong("sequence"));
        }
      }
    }
    return last;
  }

  private static final String NTH =
      "SELECT sequence FROM message ORDER BY sequence LIMIT 1 OFFSET ?";

  /** The sequence of the oldest message but some. */
  OptionalLong oldestBut(int passed) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NTH)) {
      select.setInt(1, passed);
      return sequence(select);
    }
  }

  OptionalLong oldest() throws SQLException {
    return oldestBut(0);
  }

  private static final String NEWEST =
      "SELECT sequence FROM message ORDER BY sequence DESC LIMIT 1";

  OptionalLong newest() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NEWEST)) {
      return sequence(select);
    }
  }

  private static OptionalLong sequence(PreparedStatement select) throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong("sequence")) : OptionalLong.empty();
    }
  }

  long usedBytes() throws SQLException {
    return usedBytes(connection);
  }

  static long usedBytes(Connection connection) throws SQLException {
    long pages = Sqlite.number(connection, "PRAGMA page_count");
    return (pages - Sqlite.number(connection, "PRAGMA freelist_count")) * Store.PAGE_BYTES;
  }
}
