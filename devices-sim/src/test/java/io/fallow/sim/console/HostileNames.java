package io.fallow.sim.console;

import java.util.List;

/** Names that take an unwary page over, turn it around, or burst it. */
final class HostileNames {

  /** Would set {@link #SCAR} if any part of a page took it for markup. */
  static final String SCRIPT =
      "<script>window.scarred=1</script><img src=x onerror=\"window.scarred=1\">'\"><b>&amp;";

  /** What {@link #SCRIPT} leaves where it runs. */
  static final String SCAR = "scarred";

  /** Hebrew and Arabic, and marks that turn around what follows them. */
  static final String MIRRORED = "מכונה \u202Egnp.txe\u202C \u200Fجهاز\u2067 )1(";

  /** 300 characters without a place to break at. */
  static final String LONG = "Überlang".repeat(37) + "Ende";

  /** Joined emoji, a flag, and letters under heaps of marks. */
  static final String PICTURES =
      "🚜👩🏽‍🌾🏳️‍🌈🇩🇪 Z̷̛͔a̴̺͝l̵̰̈g̶͚̾o̶̲͂ ${1+1} {{7*7}} javascript:alert(1)";

  static final List<String> ALL = List.of(SCRIPT, MIRRORED, LONG, PICTURES);

  private HostileNames() {}
}
