package io.fallow.sim.local;

import java.nio.file.Path;

/** Points Logback at the stack's own configuration. Works only before the first logger is made. */
final class LocalLogging {

  /** System property: folder of the log. */
  static final String FOLDER = "fallow.logs";

  private static final String NAME = "fallow.log.name";
  private static final String CONFIGURATION = "logback.configurationFile";

  private LocalLogging() {}

  /** Logs to {@code name.log} in a folder, which Logback makes. */
  static void to(Path folder, String name) {
    System.setProperty(FOLDER, folder.toString());
    System.setProperty(NAME, name);
    if (System.getProperty(CONFIGURATION) == null) {
      System.setProperty(CONFIGURATION, "fallow-local-logback.xml");
    }
  }
}
