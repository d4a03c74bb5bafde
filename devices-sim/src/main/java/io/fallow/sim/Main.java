package io.fallow.sim;

import io.fallow.sim.local.LocalCommands;
import java.nio.file.Path;

/** Runs Fallow on this machine; {@code help} names its other commands. */
public final class Main {

  private Main() {}

  /** Does what the arguments say, and ends the process with the exit code. */
  public static void main(String... args) {
    Path root = Path.of(System.getProperty("fallow.root", "")).toAbsolutePath();
    System.exit(LocalCommands.execute(root, System.getenv(), args));
  }
}
