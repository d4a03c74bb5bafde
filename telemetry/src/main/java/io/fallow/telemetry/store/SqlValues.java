package io.fallow.telemetry.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

/** Carries values between Java and PostgreSQL where JDBC alone is clumsy. */
public final class SqlValues {

  private SqlValues() {}

  /** An instant as a parameter of type {@code timestamptz}; the database keeps microseconds. */
  public static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** A column of type {@code timestamptz} that is never NULL. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** A column of type {@code timestamptz}; empty for NULL. */
  public static Optional<Instant> optionalInstant(ResultSet row, String column)
      throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /** Numbers as a parameter of type {@code int[]}, for {@code = ANY (?)}. */
  public static Array ints(Connection connection, Collection<Integer> numbers) throws SQLException {
    return connection.createArrayOf("int4", numbers.toArray());
  }
}
