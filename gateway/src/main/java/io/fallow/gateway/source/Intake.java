package io.fallow.gateway.source;

import io.fallow.gateway.wire.Reading;
import java.util.List;
import java.util.Optional;

/** Where one source hands in what it reads. Safe for the threads of that source. */
public interface Intake {

  /**
   * Takes readings, in order of time for each asset. Blocks until they, and the place, are on disk:
   * a source may forget them then, but not before.
   *
   * @param place where the source would go on after them, in its own words; empty if it keeps none.
   *     Readings that say nothing new may be left out: their place is kept all the same, later
   * @throws IntakeException when they cannot be kept at this moment; nothing of them was
   */
  void take(List<Reading> readings, Optional<String> place)
      throws IntakeException, InterruptedException;

  /** The place that was kept last, also by an earlier process; empty if there is none. */
  Optional<String> place();
}
