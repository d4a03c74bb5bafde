package io.fallow.gateway.source;

/**
 * A machine, meter, broker or file that readings are taken from, for as long as it is open. It has
 * threads of its own, connects anew by itself after any failure, and never throws out of them.
 *
 * <p>Started once, closed once, by one thread; its health may be asked for by any.
 */
public interface Source extends AutoCloseable {

  /** What the file calls it; unique within a gateway. */
  String name();

  /** Where it reads, in words: {@code mtconnect http://10.0.0.5:5000}. No secrets. */
  String describe();

  /** Begins to read and to hand in; returns at once. */
  void start(Intake intake);

  /** How it is at this moment. */
  SourceHealth health();

  /** Stops reading; waits a few seconds at most. */
  @Override
  void close();
}
