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
   * @param halves how many files ended in a line without its end, and are followed by another
   */
  record Some(List<String> lines, Optional<String> place, int tooLong, int halves) {

    boolean isNothing() {
      return lines.isEmpty() && tooLong == 0 && halves == 0;
    }
  }

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
