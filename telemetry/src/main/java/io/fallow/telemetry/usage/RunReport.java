package io.fallow.telemetry.usage;

/**
 * What a run did.
 *
 * @param assets how many were brought up to date
 * @param readings how many were read for that
 * @param late how many of the assets had older readings come in
 * @param unfinished how many of the assets have something left for another run
 * @param more whether there may be more to do at once
 */
record RunReport(int assets, int readings, int late, int unfinished, boolean more) {

  static final RunReport NOTHING = new RunReport(0, 0, 0, 0, false);

  /** Nothing done, but there may be something to do: others were quicker, or marks are left. */
  static final RunReport MORE = new RunReport(0, 0, 0, 0, true);

  RunReport and(RunReport other) {
    return new RunReport(
        assets + other.assets,
        readings + other.readings,
        late + other.late,
        unfinished + other.unfinished,
        more || other.more);
  }
}
