package io.fallow.sim.bench;

/**
 * What came of a measurement.
 *
 * @param messages acknowledged to their publishers
 * @param stored what the database has of them
 * @param seconds from the first publish to the last commit, and no less than were planned
 * @param cpu until all was stored and usage had nothing before it
 * @param settled seconds from the last publish until then
 */
record Outcome(
    Load load,
    long messages,
    long refused,
    Stored stored,
    double seconds,
    CpuUse cpu,
    double settled) {

  long readings() {
    return messages * load.readings();
  }

  double readingsPerSecond() {
    return readings() / seconds;
  }

  /** The same with the time until all usage was derived. */
  double derivedPerSecond() {
    return readings() / (seconds + settled);
  }

  /** CPU seconds per million readings. */
  double cpuPerMillion(Role role) {
    return cpu.of(role) / readings() * 1e6;
  }

  double telemetryToDatabase() {
    return cpu.of(Role.TELEMETRY) / cpu.of(Role.DATABASE);
  }

  /** Share of the machine's CPU time that others took, of both processors' time. */
  double othersShare() {
    return cpu.others() / ((seconds + settled) * Runtime.getRuntime().availableProcessors());
  }

  /** Whether every acknowledged message is there, whole and once. */
  boolean exact() {
    return refused == 0
        && stored.messages() == messages
        && stored.readings() == readings()
        && stored.odd() == 0;
  }
}
