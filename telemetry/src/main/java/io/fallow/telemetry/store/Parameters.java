package io.fallow.telemetry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Sets the parameters of a statement, one after the other. */
public final class Parameters {

  private final PreparedStatement statement;
  private int last;

  /** Those of a statement, from its first on. */
  public Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  public Parameters add(Object value, int type) throws SQLException {
    statement.setObject(++last, value, type);
    return this;
  }

  public Parameters add(UUID value) throws SQLException {
    statement.setObject(++last, value);
    return this;
  }

  public Parameters add(int value) throws SQLException {
    statement.setInt(++last, value);
    return this;
  }

  public Parameters add(long value) throws SQLException {
    statement.setLong(++last, value);
    return this;
  }

  /** May be null. */
  public Parameters add(String value) throws SQLException {
    statement.setString(++last, value);
    return this;
  }

  public Parameters add(Instant value) throws SQLException {
    statement.setObject(++last, SqlValues.timestamp(value));
    return this;
  }

  public Parameters add(Optional<Instant> value) throws SQLException {
    OffsetDateTime time = value.map(SqlValues::timestamp).orElse(null);
    return add(time, Types.TIMESTAMP_WITH_TIMEZONE);
  }

  public Parameters add(OptionalInt value) throws SQLException {
    return add(value.isPresent() ? value.getAsInt() : null, Types.INTEGER);
  }

  public Parameters add(Collection<Integer> values) throws SQLException {
    Connection connection = statement.getConnection();
    statement.setArray(++last, SqlValues.ints(connection, values));
    return this;
  }

  public Parameters addTexts(Collection<String> values) throws SQLException {
    Connection connection = statement.getConnection();
    statement.setArray(++last, connection.createArrayOf("text", values.toArray()));
    return this;
  }
}
