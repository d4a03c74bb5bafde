package io.fallow.sim.console;

import java.util.Locale;

/** Says what was measured, so that it stands in the build's log. */
final class Figures {

  private Figures() {}

  static void tell(String format, Object... values) {
    System.out.println("[console] " + String.format(Locale.ROOT, format, values));
  }
}
