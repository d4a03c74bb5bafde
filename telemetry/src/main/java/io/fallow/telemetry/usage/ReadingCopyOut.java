package io.fallow.telemetry.usage;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * Reads readings with PostgreSQL's binary COPY: a fraction of what a result set takes. The format
 * is that of the manual's page on COPY, "Binary Format". They are not held in memory.
 */
final class ReadingCopyOut {

  /** Takes the readings. */
  @FunctionalInterface
  interface Taker {
    void take(int assetId, Sample sample);
  }

  private static final int SIGNATURE_AND_FLAGS = 11 + Integer.BYTES;
  private static final short END = -1;
  private static final long MICROS_1970_TO_2000 = 946_684_800_000_000L;

  private final Connection connection;

  ReadingCopyOut(Connection connection) {
    this.connection = connection;
  }

  // COPY takes no parameters; all that is put in are numbers and instants of our own. It is planned
  // for the very time range that is read, so only its chunks are looked at.
  private static final String COPY =
      """
      COPY (
        SELECT time, asset_id, activity, power_w, counter FROM reading
        WHERE time >= '%s' AND time < '%s' AND asset_id = ANY ('{%s}')
        ORDER BY time)
      TO STDOUT (FORMAT binary)
      """;

  /**
   * Reads what assets have in {@code [from, until)}, in order of time.
   *
   * @return how many readings there were
   */
  int read(Collection<Integer> assetIds, long from, long until, Taker taker) throws SQLException {
    String ids = assetIds.stream().map(String::valueOf).collect(Collectors.joining(","));
    String sql = COPY.formatted(text(from), text(until), ids);
    CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
    try {
      return rows(copy, taker);
    } catch (RuntimeException failure) {
      readToTheEnd(copy);
      throw failure;
    }
  }

  /** A cancellation could come too late, and meet whatever the connection does next. */
  private static void readToTheEnd(CopyOut copy) throws SQLException {
    byte[] rest = copy.readFromCopy();
    while (rest != null) {
      rest = copy.readFromCopy();
    }
  }

  private static String text(long micros) {
    if (micros <= Micros.NEVER_BEFORE) {
      return "-infinity";
    }
    return micros >= Micros.NEVER_AFTER ? "infinity" : Micros.instant(micros).toString();
  }

  /** The server sends whole rows, the first one behind the header. */
  private static int rows(CopyOut copy, Taker taker) throws SQLException {
    int rows = 0;
    boolean begun = false;
    for (byte[] bytes = copy.readFromCopy(); bytes != null; bytes = copy.readFromCopy()) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      if (!begun) {
        begun = true;
        buffer.position(SIGNATURE_AND_FLAGS);
        int extension = buffer.getInt();
        buffer.position(buffer.position() + extension);
      }
      while (buffer.hasRemaining() && buffer.getShort() != END) {
        row(buffer, taker);
        rows++;
      }
    }
    return rows;
  }

  private static void row(ByteBuffer buffer, Taker taker) {
    buffer.getInt();
    long time = buffer.getLong() + MICROS_1970_TO_2000;
    buffer.getInt();
    int assetId = buffer.getInt();
    int activity = buffer.getInt() < 0 ? Sample.NONE : buffer.getShort();
    float power = buffer.getInt() < 0 ? Sample.NONE : buffer.getFloat();
    long counter = buffer.getInt() < 0 ? Sample.NONE : buffer.getLong();
    taker.take(assetId, new Sample(time, activity, power, counter));
  }
}
