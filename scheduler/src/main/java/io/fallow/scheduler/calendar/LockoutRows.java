package io.fallow.scheduler.calendar;

import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the lock-outs of some assets in a range with one query; each time of a recurring one. */
final class LockoutRows {

  private final TimeRange within;
  private final Map<RecurringRow, List<TimeRange>> recurring = new HashMap<>();
  private final Map<Integer, List<Lockout>> byAsset = new HashMap<>();

  private LockoutRows(TimeRange within) {
    this.within = within;
  }

  // Cut to the range, which also gives a lock-out without an end one.
  private static final String LOCKOUTS =
      """
      SELECT l.asset_id, l.id, l.kind, l.reason, lower(l.during * asked.range) AS begins,
             upper(l.during * asked.range) AS ends,
             l.rule, l.starts, l.zone, l.length_s, l.exceptions
      FROM lockout l, (SELECT tstzrange(?, ?) AS range) asked
      WHERE l.asset_id = ANY (?) AND l.during && asked.range
      ORDER BY l.asset_id, lower(l.during), l.id
      """;

  /** By asset id, in order of their start. */
  static Map<Integer, List<Lockout>> read(
      Connection connection, Collection<Integer> assets, TimeRange within) throws SQLException {
    LockoutRows rows = new LockoutRows(within);
    try (PreparedStatement statement = connection.prepareStatement(LOCKOUTS)) {
      statement.setObject(1, SqlValues.timestamp(within.start()));
      statement.setObject(2, SqlValues.timestamp(within.end()));
      statement.setArray(3, SqlValues.ints(connection, assets));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(row);
        }
      }
    }
    return rows.byAsset;
  }

  private void add(ResultSet row) throws SQLException {
    TimeRange cut = new TimeRange(SqlValues.instant(row, "begins"), SqlValues.instant(row, "ends"));
    List<Lockout> lockouts =
        byAsset.computeIfAbsent(row.getInt("asset_id"), id -> new ArrayList<>());
    for (TimeRange time : times(row)) {
      if (time.overlaps(cut)) {
        lockouts.add(lockout(row, time.intersect(cut).orElseThrow()));
      }
    }
  }

  private List<TimeRange> times(ResultSet row) throws SQLException {
    return row.getString("rule") == null
        ? List.of(within)
        : recurring.computeIfAbsent(RecurringRow.read(row), this::expanded);
  }

  /** A rule that time zones to come have made invalid locks out the whole time: better so. */
  private List<TimeRange> expanded(RecurringRow rule) {
    return rule.time().fold(time -> time.within(within), faults -> List.of(within));
  }

  private static Lockout lockout(ResultSet row, TimeRange during) throws SQLException {
    return new Lockout(
        row.getInt("id"), kind(row.getString("kind")), during, row.getString("reason"));
  }

  static LockoutKind kind(String code) {
    return LockoutKind.of(code).orElse(LockoutKind.OTHER);
  }
}
