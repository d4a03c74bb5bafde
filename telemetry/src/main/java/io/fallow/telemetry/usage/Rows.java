package io.fallow.telemetry.usage;

import io.fallow.gateway.wire.Activity;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;

/** How this room's values are read from rows and bound to statements. */
final class Rows {

  private Rows() {}

  static long micros(ResultSet row, String column) throws SQLException {
    return Micros.of(row.getObject(column, OffsetDateTime.class));
  }

  static Stretch stretch(ResultSet row) throws SQLException {
    return new Stretch(
        micros(row, "started_at"),
        micros(row, "ended_at"),
        Activity.ofCode(row.getInt("activity")));
  }

  static HourlyUtilisation hour(ResultSet row) throws SQLException {
    return new HourlyUtilisation(
        row.getInt("asset_id"),
        Micros.instant(micros(row, "hour")),
        row.getDouble("in_use_s"),
        row.getDouble("standby_s"),
        row.getDouble("off_s"),
        row.getDouble("fault_s"),
        row.getDouble("energy_wh"));
  }

  static Array ids(Connection connection, Collection<Integer> ids) throws SQLException {
    return connection.createArrayOf("int4", ids.toArray());
  }

  /** Finite instants only. */
  static Array times(Connection connection, Collection<Long> micros) throws SQLException {
    Object[] times = micros.stream().map(Micros::instant).map(Object::toString).toArray();
    return connection.createArrayOf("timestamptz", times);
  }
}
