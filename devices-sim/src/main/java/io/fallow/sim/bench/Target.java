package io.fallow.sim.bench;

/**
 * What was wanted, and whether it was seen.
 *
 * @param seen in words
 */
record Target(String wanted, String seen, boolean met) {

  static Target atLeast(String what, double wanted, double seen, String unit) {
    return new Target(
        "%s at least %,.0f %s".formatted(what, wanted, unit),
        "%,.0f".formatted(seen),
        seen >= wanted);
  }

  static Target atMost(String what, double wanted, double seen, String unit) {
    return new Target(
        "%s at most %s %s".formatted(what, plain(wanted), unit).strip(),
        plain(seen),
        seen <= wanted);
  }

  private static String plain(double number) {
    return number >= 10 ? "%,.0f".formatted(number) : "%.2f".formatted(number);
  }

  String line() {
    return "  %s  %s: %s".formatted(met ? "PASS" : "FAIL", wanted, seen);
  }
}
