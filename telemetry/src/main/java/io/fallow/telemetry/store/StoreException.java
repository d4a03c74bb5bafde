package io.fallow.telemetry.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** A failure of the database, sorted by what a caller can do about it. */
public abstract sealed class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoreException(SQLException cause) {
    super(cause.getMessage(), cause);
  }

  /** The SQLSTATE behind this failure; empty where the driver gave none. */
  public String sqlState() {
    String state = ((SQLException) getCause()).getSQLState();
    return state == null ? "" : state;
  }

  /** A rule of the database was broken: unique, foreign key, check or exclusion. */
  public static final class Conflict extends StoreException {
    private static final long serialVersionUID = 1L;

    Conflict(SQLException cause) {
      super(cause);
    }
  }

  /** A deadlock or a serialisation failure: the same transaction may succeed when run again. */
  public static final class Retryable extends StoreException {
    private static final long serialVersionUID = 1L;

    Retryable(SQLException cause) {
      super(cause);
    }
  }

  /** The database can't be reached, or is going down: wait and try again. */
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1L;

    Unavailable(SQLException cause) {
      super(cause);
    }
  }

  /** Too much at once: no connection was free in time, or the statement took too long. */
  public static final class Overloaded extends StoreException {
    private static final long serialVersionUID = 1L;

    Overloaded(SQLException cause) {
      super(cause);
    }
  }

  /** Anything else: the data or the statement is at fault, and another try will fail too. */
  public static final class Broken extends StoreException {
    private static final long serialVersionUID = 1L;

    Broken(SQLException cause) {
      super(cause);
    }
  }

  /** Sorts a driver's failure by its SQLSTATE (PostgreSQL, appendix A). */
  public static StoreException of(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (state.equals("40001") || state.equals("40P01")) {
      return new Retryable(failure);
    }
    if (state.startsWith("23")) {
      return new Conflict(failure);
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      return new Unavailable(failure);
    }
    if (state.startsWith("53") || state.equals("57014") || state.equals("55P03")) {
      return new Overloaded(failure);
    }
    if (failure instanceof SQLTransientConnectionException) {
      return failure.getCause() == null ? new Overloaded(failure) : new Unavailable(failure);
    }
    return new Broken(failure);
  }
}
