package io.fallow.gateway.queue;

import java.sql.SQLException;

/** Something that is done with the store. */
@FunctionalInterface
interface SqlWork<T> {
  T run() throws SQLException;
}
