package io.fallow.gateway;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The device gateway: takes readings from local sources, keeps them in a queue on disk, and
 * publishes them.
 */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    version = "Fallow gateway 0.1.0",
    description = "Takes readings from local sources, queues them on disk and publishes them.",
    subcommands = {
      EnrollCommand.class,
      CheckCommand.class,
      RunCommand.class,
      StatusCommand.class,
      TailCommand.class,
      ImportCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is delivered",
      "1:something failed that should not",
      "2:the command line is wrong",
      "3:the source cannot be read",
      "4:readings wait in the queue: any next command with this queue delivers them",
      "5:something is wrong, which was told"
    })
public final class Main {

  /** The source cannot be read. */
  static final int BAD_SOURCE = 3;

  /** Readings wait in the queue. */
  static final int NOT_DELIVERED = 4;

  /** What was asked for is not well, which was told. */
  static final int NOT_WELL = 5;

  private static final String LOG_CONFIGURATION = "logback.configurationFile";

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "io/fallow/gateway/logback.xml");
    }
    System.exit(commandLine().execute(args));
  }

  /** All commands, ready to run one. */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new Misuse())
        .setExecutionExceptionHandler(new Faults());
  }
}
