package io.fallow.gateway.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/** How far each source is. */
final class Marks {

  private Marks() {}

  private static final String WRITE =
      "INSERT OR REPLACE INTO mark (source, value, crc32c) VALUES (?, ?, ?)";

  static void write(Connection connection, Map<String, String> marks) throws SQLException {
    if (marks.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(WRITE)) {
      for (Map.Entry<String, String> mark : marks.entrySet()) {
        insert.setString(1, mark.getKey());
        insert.setString(2, mark.getValue());
        insert.setInt(3, checksum(mark.getKey(), mark.getValue()));
        insert.executeUpdate();
      }
    }
  }

  private static final String READ = "SELECT source, value, crc32c FROM mark WHERE source = ?";

  static Optional<String> read(Connection connection, String source) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(READ)) {
      select.setString(1, source);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? whole(row) : Optional.empty();
      }
    }
  }

  private static final String ALL = "SELECT source, value, crc32c FROM mark";

  /** All that can be read whole. */
  static Map<String, String> readAll(Connection connection) throws SQLException {
    Map<String, String> marks = new LinkedHashMap<>();
    try (PreparedStatement select = connection.prepareStatement(ALL);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String source = row.getString("source");
        whole(row).ifPresent(value -> marks.put(source, value));
      }
    }
    return marks;
  }

  private static Optional<String> whole(ResultSet row) throws SQLException {
    String source = row.getString("source");
    String value = row.getString("value");
    boolean whole =
        source != null && value != null && row.getInt("crc32c") == checksum(source, value);
    return whole ? Optional.of(value) : Optional.empty();
  }

  private static int checksum(String source, String value) {
    CRC32C crc = new CRC32C();
    crc.update(source.getBytes(UTF_8));
    crc.update(0);
    crc.update(value.getBytes(UTF_8));
    return (int) crc.getValue();
  }
}
