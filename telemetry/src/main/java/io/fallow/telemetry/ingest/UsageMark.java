package io.fallow.telemetry.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;

/**
 * Tells usage, in the transaction that stores a batch, whose readings have come and between which
 * instants they lie: one row for all assets of the batch. A row for each would cost as much as the
 * readings do.
 */
final class UsageMark {

  private UsageMark() {}

  private static final String MARK =
      """
      INSERT INTO usage_mark (from_time, asset_ids, from_micros, to_micros)
      VALUES (?, ?, ?, ?)
      """;

  static void write(Connection connection, Collection<CheckedMessage> messages)
      throws SQLException {
    AssetSpans spans = spans(messages);
    if (spans.isEmpty()) {
      return;
    }
    long[] earliest = spans.earliest();
    long first = Arrays.stream(earliest).min().orElseThrow();
    try (PreparedStatement insert = connection.prepareStatement(MARK)) {
      insert.setObject(1, Instant.EPOCH.plus(first, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
      insert.setObject(2, spans.assetIds());
      insert.setObject(3, earliest);
      insert.setObject(4, spans.latest());
      insert.executeUpdate();
    }
  }

  private static AssetSpans spans(Collection<CheckedMessage> messages) {
    AssetSpans spans = new AssetSpans();
    for (CheckedMessage message : messages) {
      ReadingRows rows = message.accepted();
      for (int row = rows.from(); row < rows.to(); row++) {
        spans.add(rows.columns().assetId(row), rows.columns().time(row));
      }
    }
    return spans;
  }
}
