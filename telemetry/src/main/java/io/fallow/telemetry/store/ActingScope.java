package io.fallow.telemetry.store;

import java.util.Optional;
import java.util.function.Supplier;

/** For whom each thread works at this moment. */
final class ActingScope {

  @SuppressWarnings("ThreadLocalUsage") // one for each database, which lives as long as the process
  private final ThreadLocal<Acting> acting = new ThreadLocal<>();

  /** Empty for the platform itself. */
  Optional<Acting> current() {
    return Optional.ofNullable(acting.get());
  }

  /** Works for somebody, and however that ends, goes on for whom it was before. */
  <T> T within(Optional<Acting> who, Supplier<T> work) {
    Optional<Acting> before = current();
    enter(who);
    try {
      return work.get();
    } finally {
      enter(before);
    }
  }

  private void enter(Optional<Acting> who) {
    who.ifPresentOrElse(acting::set, acting::remove);
  }
}
