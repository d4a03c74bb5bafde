package io.fallow.scheduler.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** What is kept of a recurring time; fleets often have the same. */
record RecurringRow(
    String rule, LocalDateTime start, String zone, int seconds, List<LocalDateTime> exceptions) {

  static RecurringRow read(ResultSet row) throws SQLException {
    String[] exceptions = (String[]) row.getArray("exceptions").getArray();
    return new RecurringRow(
        row.getString("rule"),
        row.getObject("starts", LocalDateTime.class),
        row.getString("zone"),
        row.getInt("length_s"),
        Arrays.stream(exceptions).map(LocalDateTime::parse).toList());
  }

  /** Faulty where time zones have changed since it was checked. */
  Checked<RecurringTime> time() {
    return RecurringTime.parse(
        rule, start, ZoneId.of(zone), Duration.ofSeconds(seconds), exceptions);
  }
}
