package io.fallow.scheduler.idle;

import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.SqlValues;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;

/** Knows when an agreement begins or ends by itself. Blocks. */
final class AgreementTimes {

  private final Database database;

  AgreementTimes(Database database) {
    this.database = database;
  }

  private static final String NEXT =
      """
      SELECT min(at) AS at
      FROM agreement, unnest(ARRAY[lower(valid), upper(valid)]) at
      WHERE at > ? AND isfinite(at)
      """;

  /** The first moment from now on at which one does. */
  Instant nextChange(Instant now) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(NEXT)) {
            query.setObject(1, SqlValues.timestamp(now));
            try (ResultSet row = query.executeQuery()) {
              row.next();
              return SqlValues.optionalInstant(row, "at").orElse(Instant.MAX);
            }
          }
        });
  }
}
