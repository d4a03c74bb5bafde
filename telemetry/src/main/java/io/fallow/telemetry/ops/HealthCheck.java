package io.fallow.telemetry.ops;

import java.util.Optional;

/** One thing that must be in order for this process to serve. */
public interface HealthCheck {

  /** What is checked, one word. */
  String name();

  /**
   * Looks at it now; may block, up to a few seconds.
   *
   * @return what is wrong, for people; empty when all is well
   */
  Optional<String> fault();
}
