package io.fallow.sim.database;

import java.util.OptionalLong;

/** A database server that runs until it is stopped. Every method blocks until it is done. */
interface Server extends AutoCloseable {
  LocalTimescale.Connection connection();

  /** Stops the server and keeps its data; does nothing when it is stopped already. */
  void stop();

  /** Ends all its processes at once, as {@code kill -9} does; it is stopped then. */
  default void kill() {
    throw new LocalTimescaleException("only a server of our own on this machine can be killed");
  }

  /** Starts the server again, where it was. */
  void start();

  /** Whether it should run and does not: it crashed, or somebody killed it. */
  default boolean died() {
    return false;
  }

  /** Starts it again if it {@linkplain #died() died}. */
  default void revive() {}

  /** The process at the top of the server's tree; absent where it is not of this machine's. */
  default OptionalLong pid() {
    return OptionalLong.empty();
  }

  /** Stops it for good. */
  @Override
  void close();
}
