package io.fallow.telemetry.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import org.junit.jupiter.api.Test;

final class TimeSummariesIT {

  private static final String ADD =
      """
      INSERT INTO reading (time, asset_id, power_w, message_id)
      SELECT timestamptz '2026-11-21T10:00:00Z' + n * interval '1 ms', 1, 1, 1
      FROM generate_series(%d, %d) n
      """;

  private static final String LEFT =
      """
      SELECT sum(brin_summarize_new_values(i.indexrelid::regclass))
      FROM pg_inherits h
      JOIN pg_index i ON i.indrelid = h.inhrelid
      JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_am m ON m.oid = c.relam AND m.amname = 'brin'
      WHERE h.inhparent = 'reading'::regclass
      """;

  @Test
  void leavesNoFilledPagesWithoutASummary() {
    try (UsageWorld world = new UsageWorld()) {
      TimeSummaries summaries = new TimeSummaries(world.database);
      summaries.refresh();
      for (int i = 0; i < 3; i++) {
        world.execute(ADD.formatted(i * 20_000, i * 20_000 + 19_999));
        summaries.refresh();
        assertThat(number(world, LEFT)).as("pages left, round %d", i).isZero();
      }
      assertThat(number(world, "SELECT count(*) FROM reading")).isEqualTo(60_000);
    }
  }

  private static long number(UsageWorld world, String sql) {
    return world.database.inTransaction(
        connection -> {
          try (var query = connection.createStatement()) {
            query.execute("SET LOCAL ROLE NONE"); // as the owner
            ResultSet row = query.executeQuery(sql);
            row.next();
            return row.getLong(1);
          }
        });
  }
}
