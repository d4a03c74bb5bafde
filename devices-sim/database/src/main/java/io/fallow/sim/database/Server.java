package io.fallow.sim.database;

/** A database server that runs until it is stopped. Every method blocks until it is done. */
interface Server extends AutoCloseable {
  LocalTimescale.Connection connection();

  /** Stops the server and keeps its data; does nothing when it is stopped already. */
  void stop();

  /** Starts the server again, where it was. */
  void start();

  /** Stops it for good. */
  @Override
  void close();
}
