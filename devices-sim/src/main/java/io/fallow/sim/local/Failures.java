package io.fallow.sim.local;

import io.fallow.sim.database.LocalTimescaleException;
import io.fallow.telemetry.ConfigException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;

/** Tells a person why a command failed: in a sentence where it is known, else where to look. */
final class Failures {

  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  private Failures() {}

  /** The exit code. */
  static int report(Exception failure, PrintWriter err) {
    if (failure instanceof ConfigException) {
      err.println(failure.getMessage());
      return MISUSED;
    }
    if (failure instanceof StartException || failure instanceof LocalTimescaleException) {
      err.println(failure.getMessage());
    } else {
      err.println("Fallow failed: " + failure + System.lineSeparator() + "More is in " + logs());
      LoggerFactory.getLogger(Failures.class).warn("failed", failure);
    }
    return FAILED;
  }

  private static String logs() {
    return System.getProperty(LocalLogging.FOLDER, "the log");
  }
}
