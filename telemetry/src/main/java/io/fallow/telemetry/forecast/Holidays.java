package io.fallow.telemetry.forecast;

import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The days on which facilities' people may rest though the week goes on: public holidays, works
 * holidays. What they mean for an asset, the forecast learns from its earlier ones. Blocks; safe
 * for any number of threads; failures are {@link io.fallow.telemetry.store.StoreException}s.
 */
public final class Holidays {

  private final Database database;

  public Holidays(Database database) {
    this.database = database;
  }

  private static final String ADD =
      """
      INSERT INTO facility_holiday (facility_id, day, name) VALUES (?, ?, ?)
      ON CONFLICT (facility_id, day) DO UPDATE SET name = excluded.name
      """;

  /** Adds a facility's holidays, or names them anew. */
  public void add(Facility facility, Map<LocalDate, String> days) {
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (Map.Entry<LocalDate, String> day : days.entrySet()) {
              statement.setInt(1, facility.id());
              statement.setObject(2, day.getKey());
              statement.setString(3, day.getValue());
              statement.addBatch();
            }
            return statement.executeBatch();
          }
        });
  }

  /** A day is a day like others again. */
  public void remove(Facility facility, LocalDate day) {
    String sql = "DELETE FROM facility_holiday WHERE facility_id = ? AND day = ?";
    database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, facility.id());
            statement.setObject(2, day);
            return statement.executeUpdate();
          }
        });
  }

  /** All holidays of some facilities, by facility id; each of them has an entry. */
  public Map<Integer, Set<LocalDate>> of(Collection<Integer> facilityIds) {
    return database.reading(connection -> read(connection, facilityIds));
  }

  private static Map<Integer, Set<LocalDate>> read(
      Connection connection, Collection<Integer> facilityIds) throws SQLException {
    String sql = "SELECT facility_id, day FROM facility_holiday WHERE facility_id = ANY (?)";
    Map<Integer, Set<LocalDate>> found = new HashMap<>();
    facilityIds.forEach(id -> found.put(id, new HashSet<>()));
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setArray(1, SqlValues.ints(connection, facilityIds));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.get(row.getInt(1)).add(row.getObject(2, LocalDate.class));
        }
      }
    }
    return found;
  }
}
