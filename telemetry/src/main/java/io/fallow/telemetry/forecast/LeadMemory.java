package io.fallow.telemetry.forecast;

/**
 * What was said so many days ahead and what became of it: how far to believe the lively guess
 * rather than the steady one, and how far their mixture. Not for several threads.
 */
final class LeadMemory {

  private final int ahead;
  private final Mix mix;
  private final Trust trust;
  private final float[] steady;
  private final float[] lively;

  LeadMemory(int days, Tuning tuning) {
    ahead = days * WallQuarters.DAY;
    mix = new Mix(tuning.mixing());
    trust = new Trust(tuning.trustPull(), tuning.trustHalfLife());
    steady = new float[ahead];
    lively = new float[ahead];
  }

  /** How many quarter-hours ahead. */
  int ahead() {
    return ahead;
  }

  /** Notes what is said, at an index, of the quarter-hour so many days later. */
  void say(int index, Guesses guesses) {
    steady[index % ahead] = (float) guesses.steady();
    lively[index % ahead] = (float) guesses.lively();
  }

  /** The quarter-hour of an index came. */
  void came(int index, boolean idle, int day) {
    Guesses said = new Guesses(steady[index % ahead], lively[index % ahead]);
    if (said.lively() > 0) {
      trust.learn(LogOdds.of(mixed(said, day)), idle, day);
      mix.learn(said.steady(), said.lively(), idle, day);
    }
  }

  double chance(Guesses guesses, int day) {
    return trust.corrected(LogOdds.of(mixed(guesses, day)), day);
  }

  private double mixed(Guesses guesses, int day) {
    return mix.of(guesses.steady(), guesses.lively(), day);
  }
}
