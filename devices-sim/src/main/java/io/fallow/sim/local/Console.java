package io.fallow.sim.local;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * What the stack tells a person: lines, and a bar at the bottom that moves where the output is a
 * terminal, and is a line each tenth where it is not. Safe for several threads.
 */
final class Console {

  private static final int WIDTH = 30;
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private String bar = "";
  private int tenths = -1;

  Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Standard output, with a bar that moves where it is a terminal. */
  static Console standard() {
    return new Console(System.out, isTerminal());
  }

  /** Asks the system: what Java says of it depends on its version. */
  private static boolean isTerminal() {
    try {
      return new ProcessBuilder("test", "-t", "1").inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Prints lines above the bar. */
  synchronized void say(String lines) {
    if (bar.isEmpty()) {
      out.println(lines);
    } else {
      out.print(ERASE + lines + System.lineSeparator() + bar);
    }
    out.flush();
  }

  /**
   * Moves the bar.
   *
   * @param done 0 to 1; the bar goes at 1
   */
  synchronized void progress(String what, double done, String detail) {
    int percent = (int) Math.floor(Math.min(1, done) * 100);
    String text = "%s %s %3d %%  %s".formatted(what, drawn(done), percent, detail);
    if (terminal) {
      bar = done < 1 ? text : "";
      out.print(ERASE + (done < 1 ? text : ""));
      out.flush();
    } else if (percent / 10 > tenths) {
      tenths = done < 1 ? percent / 10 : -1;
      out.println(text);
    }
  }

  /** A length of time as people say it: {@code 4.2 s}, {@code 3 min 12 s}. */
  static String spoken(Duration time) {
    if (time.toSeconds() < 60) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }

  private static String drawn(double done) {
    int full = (int) Math.floor(Math.min(1, done) * WIDTH);
    return "[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "]";
  }
}
