package io.fallow.scheduler.booking;

import java.util.function.Function;

/** What becomes of a request before it is tried. */
public sealed interface Prepared {

  /** Handles both cases. */
  <T> T fold(Function<Candidate, T> ready, Function<BookingOutcome, T> refused);

  /** It may be tried. */
  record Ready(Candidate candidate) implements Prepared {
    @Override
    public <T> T fold(Function<Candidate, T> ready, Function<BookingOutcome, T> refused) {
      return ready.apply(candidate);
    }
  }

  /** It need not be tried: there is no such asset, or nobody whom it could be for. */
  record Turned(BookingOutcome outcome) implements Prepared {
    @Override
    public <T> T fold(Function<Candidate, T> ready, Function<BookingOutcome, T> refused) {
      return refused.apply(outcome);
    }
  }
}
