package io.fallow.sim.local;

import picocli.CommandLine.Option;

/** {@code --help} of every command. */
final class HelpOption {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "shows this")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean asked;
}
