package io.fallow.scheduler.calendar;

import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.store.Parameters;
import io.fallow.telemetry.store.Question;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The calendar of one asset in a short time, of which mostly nothing but weekly hours is kept: one
 * question, with a plan that serves all assets.
 */
record PlainCalendar(Asset asset, TimeRange within) {

  // What makes a calendar more than its weekly hours: each is a condition of CalendarRows' queries.
  private static final String PLAIN =
      """
      SELECT more.kept, o.asset_id, o.facility_id, o.day_of_week, o.opens,
             CASE WHEN o.closes = '24:00' THEN time '00:00' ELSE o.closes END AS closes,
             o.valid_from, o.valid_until
      FROM (
        SELECT EXISTS (SELECT FROM closed_day
                 WHERE facility_id = site AND day BETWEEN first_day AND last_day)
            OR EXISTS (SELECT FROM opening_exception
                 WHERE facility_id = site AND asset_id IS NULL
                   AND day BETWEEN first_day AND last_day)
            OR EXISTS (SELECT FROM opening_exception
                 WHERE asset_id = it AND day BETWEEN first_day AND last_day)
            OR EXISTS (SELECT FROM lockout
                 WHERE asset_id = it AND during && tstzrange(from_time, to_time))
            OR EXISTS (SELECT FROM calibration WHERE asset_id = it)
            OR EXISTS (SELECT FROM turnaround WHERE asset_id = it)
            OR EXISTS (SELECT FROM turnaround WHERE asset_type = type) AS kept
        FROM (
          SELECT site, it, type, from_time, to_time,
                 (from_time AT TIME ZONE 'UTC')::date - 1 AS first_day,
                 (to_time AT TIME ZONE 'UTC')::date + 1 AS last_day
          FROM (VALUES (?::int, ?::int, ?::text, ?::timestamptz, ?::timestamptz))
            given (site, it, type, from_time, to_time)) asked) more
      LEFT JOIN (
        SELECT id, asset_id, facility_id, day_of_week, opens, closes, valid_from, valid_until
        FROM opening WHERE facility_id = ? AND asset_id IS NULL
        UNION ALL
        SELECT id, asset_id, facility_id, day_of_week, opens, closes, valid_from, valid_until
        FROM opening WHERE asset_id = ?) o ON NOT more.kept
      ORDER BY o.id
      """;

  Question<Optional<AssetCalendar>> question() {
    return new Question<>(PLAIN, this::bind, this::read);
  }

  private void bind(Parameters values) throws SQLException {
    values
        .add(asset.facility().id())
        .add(asset.id())
        .add(asset.type())
        .add(within.start())
        .add(within.end())
        .add(asset.facility().id())
        .add(asset.id());
  }

  private Optional<AssetCalendar> read(ResultSet row) throws SQLException {
    row.next();
    if (row.getBoolean("kept")) {
      return Optional.empty();
    }
    OpeningRows openings = OpeningRows.weekly(row.getStatement().getConnection(), row);
    return Optional.of(CalendarRows.weekly(openings, within).calendar(asset));
  }
}
