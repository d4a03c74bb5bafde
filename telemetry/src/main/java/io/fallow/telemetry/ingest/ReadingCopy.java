package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.ReadingSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes readings with PostgreSQL's binary COPY: several times as fast as inserts. The format is
 * that of the manual's page on COPY, "Binary Format". Not thread-safe.
 */
final class ReadingCopy {

  static final String COPY =
      """
      COPY reading (time, asset_id, activity, power_w, counter, message_id)
      FROM STDIN (FORMAT binary)
      """;

  /** Hands bytes over. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes, int from, int length) throws SQLException;
  }

  private static final byte[] SIGNATURE =
      "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final long MICROS_1970_TO_2000 = 946_684_800_000_000L;
  private static final short COLUMNS = 6;
  private static final int LONGEST_ROW = 2 + COLUMNS * Integer.BYTES + 8 + 4 + 2 + 4 + 8 + 8;
  private static final int NULL = -1;

  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
  private final Sink sink;

  ReadingCopy(Sink sink) {
    this.sink = sink;
    buffer.put(SIGNATURE).putInt(0).putInt(0); // no flags, no header extension
  }

  /** What fills a copy with rows. */
  @FunctionalInterface
  interface Rows {
    void into(ReadingCopy copy) throws SQLException;
  }

  /** Runs a whole COPY within the connection's transaction. */
  static void run(Connection connection, Rows rows) throws SQLException {
    CopyIn operation = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    try {
      ReadingCopy copy = new ReadingCopy(operation::writeToCopy);
      rows.into(copy);
      copy.end();
      operation.endCopy();
    } finally {
      if (operation.isActive()) {
        operation.cancelCopy();
      }
    }
  }

  /** Adds the readings of one message. */
  void add(ReadingRows rows, long messageId) throws SQLException {
    ReadingColumns columns = rows.columns();
    for (int row = rows.from(); row < rows.to(); row++) {
      if (buffer.remaining() < LONGEST_ROW) {
        flush();
      }
      add(columns, row, messageId);
    }
  }

  private void add(ReadingColumns columns, int row, long messageId) {
    buffer.putShort(COLUMNS);
    buffer.putInt(Long.BYTES).putLong(columns.time(row) - MICROS_1970_TO_2000);
    buffer.putInt(Integer.BYTES).putInt(columns.assetId(row));
    if (columns.activity(row) == ReadingSink.NO_ACTIVITY) {
      buffer.putInt(NULL);
    } else {
      buffer.putInt(Short.BYTES).putShort((short) columns.activity(row));
    }
    if (Float.isNaN(columns.powerW(row))) {
      buffer.putInt(NULL);
    } else {
      buffer.putInt(Float.BYTES).putFloat(columns.powerW(row));
    }
    if (columns.counter(row) == ReadingSink.NO_COUNTER) {
      buffer.putInt(NULL);
    } else {
      buffer.putInt(Long.BYTES).putLong(columns.counter(row));
    }
    buffer.putInt(Long.BYTES).putLong(messageId);
  }

  /** Ends the stream of rows. */
  void end() throws SQLException {
    if (buffer.remaining() < Short.BYTES) {
      flush();
    }
    buffer.putShort((short) -1);
    flush();
  }

  private void flush() throws SQLException {
    sink.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
