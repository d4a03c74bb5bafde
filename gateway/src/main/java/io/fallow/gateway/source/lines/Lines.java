package io.fallow.gateway.source.lines;

import io.fallow.gateway.source.SourceException;
import java.util.List;
import java.util.Optional;

/** Where lines come from. For one thread; {@link #close} and {@link #describe} by any. */
interface Lines extends AutoCloseable {

  /**
   * Lines that came together.
   *
   * @param place where to go on behind them, empty if there is no going on
   * @param tooLong how many lines were passed over because no machine writes such long ones
   */
  record Some(List<String> lines, Optional<String> place, int tooLong) {}

  /** Where, in words. */
  String describe();

  /**
   * Goes to a place; does nothing when it is of something else.
   *
   * @throws SourceException when there is nothing to read from
   */
  void open(Optional<String> place) throws SourceException;

  /** The next lines; waits for them. Empty: there will be none any more. */
  Optional<Some> next() throws SourceException, InterruptedException;

  @Override
  void close();
}
