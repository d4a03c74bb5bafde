package io.fallow.telemetry.store;

import java.sql.Connection;
import java.sql.SQLException;

/** What is done with a connection inside one transaction. It neither commits nor closes. */
@FunctionalInterface
public interface SqlWork<T> {

  /** Does the work; whatever it throws rolls the transaction back. */
  T on(Connection connection) throws SQLException;
}
