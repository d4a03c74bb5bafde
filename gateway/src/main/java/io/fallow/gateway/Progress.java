package io.fallow.gateway;

import java.io.PrintWriter;

/** One line on a terminal that changes in place; elsewhere only how it ends. */
final class Progress {

  private static final long PAUSE_NANOS = 100_000_000;
  private static final int WIDTH = 78;

  private final PrintWriter err;

  @SuppressWarnings("SystemConsoleNull") // since JDK 22 there always is one: then TERM tells
  private final boolean terminal = System.console() != null && System.getenv("TERM") != null;

  private long shown = System.nanoTime() - PAUSE_NANOS;

  Progress(PrintWriter err) {
    this.err = err;
  }

  void show(String text) {
    if (terminal && System.nanoTime() - shown >= PAUSE_NANOS) {
      shown = System.nanoTime();
      err.print("\r" + padded(text));
      err.flush();
    }
  }

  void end(String text) {
    err.println(terminal ? "\r" + padded(text) : text);
    err.flush();
  }

  private static String padded(String text) {
    return text + " ".repeat(Math.max(0, WIDTH - text.length()));
  }
}
