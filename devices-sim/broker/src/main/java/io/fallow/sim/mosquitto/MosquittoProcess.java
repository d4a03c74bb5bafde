package io.fallow.sim.mosquitto;

import java.util.OptionalLong;

/** A way to run the program. Every method blocks until it is done. */
interface MosquittoProcess {

  /** Such as {@code Mosquitto 2.0.11, from /usr/sbin/mosquitto}. */
  String provenance();

  /** On which address the broker must listen to be reached from this machine's loopback. */
  String listenAddress();

  /** Where the program finds its plugin for dynamic security. */
  String dynamicSecurity();

  /** Runs it; the port is open some moments later. */
  void start(MosquittoFiles files, int port);

  boolean alive();

  /** Of the broker itself; absent where it can't be told or it does not run. */
  OptionalLong pid();

  /** Ends it at once, without a chance to save anything. */
  void kill();

  /** Asks it to save and end, and waits until it has. */
  void stop();

  /** Stops it for good. */
  default void close() {
    stop();
  }
}
