package io.fallow.telemetry.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.BiFunction;

/**
 * A query that may travel with another: both go to the database in one trip, and each is answered
 * as if it had been asked alone, the second after the first. So the second sees what was committed
 * while the first waited.
 *
 * @param sql one statement that has a result
 */
public record Question<T>(String sql, Values values, Answer<T> answer) {

  /** Sets the parameters. */
  @FunctionalInterface
  public interface Values {
    void set(Parameters parameters) throws SQLException;
  }

  /** Reads the result; the cursor stands before the first row. */
  @FunctionalInterface
  public interface Answer<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /** The answers to both. */
  public static <A, B, T> T both(
      Connection connection, Question<A> one, Question<B> other, BiFunction<A, B, T> both)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(one.sql + "\n;\n" + other.sql)) {
      Parameters parameters = new Parameters(statement);
      one.values.set(parameters);
      other.values.set(parameters);
      statement.execute();
      A first = one.read(statement);
      statement.getMoreResults();
      return both.apply(first, other.read(statement));
    }
  }

  private T read(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      return answer.read(rows);
    }
  }
}
