package io.fallow.sim.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * What the database takes at most: rows that it has, written into the same table once more by
 * binary COPY from one connection, a transaction for each 5,000. Nothing else is done for them.
 */
final class RawCopy {
  private static final int ROWS = 500_000;
  private static final int BATCH = 5_000;
  private static final int SIGNATURE = 11;
  private static final byte[] END = {-1, -1};

  private final Resources resources;
  private final StoredReadings database;

  RawCopy(Resources resources, StoredReadings database) {
    this.resources = resources;
    this.database = database;
  }

  /**
   * What was seen.
   *
   * @param cpu seconds
   */
  record Result(long rows, double seconds, CpuUse cpu) {
    double rowsPerSecond() {
      return rows / seconds;
    }

    double cpuPerMillion(Role role) {
      return cpu.of(role) / rows * 1e6;
    }
  }

  Result run() {
    try (Connection connection = database.open()) {
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      List<byte[]> batches = batches(rows(copies));
      CpuUse before = resources.cpu();
      Instant begun = Instant.now();
      long rows = 0;
      for (byte[] batch : batches) {
        rows += write(copies, batch);
      }
      double seconds = Measurement.seconds(begun, Instant.now());
      return new Result(rows, seconds, resources.cpu().since(before));
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("cannot copy", e);
    }
  }

  /** The newest ones, as their columns lie in the table. */
  private static byte[] rows(CopyManager copies) throws SQLException, IOException {
    ByteArrayOutputStream rows = new ByteArrayOutputStream(ROWS * 64);
    String newest =
        """
        COPY (SELECT * FROM reading WHERE time > now() - interval '1 hour' ORDER BY time DESC LIMIT %d)
        TO STDOUT (FORMAT binary)
        """
            .formatted(ROWS);
    copies.copyOut(newest, rows);
    return rows.toByteArray();
  }

  private static long write(CopyManager copies, byte[] rows) throws SQLException {
    CopyIn copy = copies.copyIn("COPY reading FROM STDIN (FORMAT binary)");
    copy.writeToCopy(rows, 0, rows.length);
    return copy.endCopy();
  }

  /** Cuts the stream between rows: each piece has the header and the end mark. */
  static List<byte[]> batches(byte[] stream) {
    ByteBuffer in = ByteBuffer.wrap(stream);
    int header = SIGNATURE + 2 * Integer.BYTES;
    in.position(header);
    List<byte[]> batches = new ArrayList<>();
    int from = header;
    int rows = 0;
    while (in.getShort(in.position()) >= 0) {
      skipRow(in);
      if (++rows % BATCH == 0) {
        batches.add(piece(stream, header, from, in.position()));
        from = in.position();
      }
    }
    if (in.position() > from) {
      batches.add(piece(stream, header, from, in.position()));
    }
    return batches;
  }

  private static void skipRow(ByteBuffer in) {
    int fields = in.getShort();
    for (int i = 0; i < fields; i++) {
      int length = in.getInt();
      in.position(in.position() + Math.max(0, length));
    }
  }

  private static byte[] piece(byte[] stream, int header, int from, int to) {
    return ByteBuffer.allocate(header + to - from + END.length)
        .put(stream, 0, header)
        .put(stream, from, to - from)
        .put(END)
        .array();
  }
}
