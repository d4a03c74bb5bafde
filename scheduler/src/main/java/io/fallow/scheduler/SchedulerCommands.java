package io.fallow.scheduler;

import io.fallow.scheduler.audit.AuditCommand;
import io.fallow.scheduler.audit.AuditKeys;
import io.fallow.telemetry.ConfigException;
import io.fallow.telemetry.DatabaseVariables;
import io.fallow.telemetry.Environment;
import io.fallow.telemetry.store.Database;
import io.fallow.telemetry.store.StoreException;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What else the program does, given a command; the environment says where. */
@Command(
    name = "scheduler",
    mixinStandardHelpOptions = true,
    version = "Fallow scheduler 0.1.0",
    description = "Without a command: serves the API until it is told to end.",
    synopsisSubcommandLabel = "[COMMAND]")
final class SchedulerCommands implements Runnable {

  private static final int CONNECTIONS = 2;
  private static final int FAILED = 1;
  private static final int MISUSED = 2;

  @Spec private CommandSpec spec;

  private SchedulerCommands() {}

  /** All commands, ready to run one. */
  static CommandLine commandLine(Map<String, String> variables) {
    CommandLine commands = new CommandLine(new SchedulerCommands());
    commands.addSubcommand(
        new AuditCommand(
            work -> {
              try (Database database = open(variables)) {
                return work.applyAsInt(database);
              }
            },
            () -> auditKeys(variables)));
    commands.addSubcommand(
        new MembersCommand(
            work -> {
              try (Database database = open(variables)) {
                return work.applyAsInt(database);
              }
            },
            Clock.systemUTC()));
    return commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> report(failure, command));
  }

  private static Database open(Map<String, String> variables) {
    Environment env = new Environment(variables);
    var config = DatabaseVariables.read(env, "command", CONNECTIONS);
    env.orThrow();
    return Database.open(config);
  }

  private static AuditKeys auditKeys(Map<String, String> variables) {
    Environment env = new Environment(variables);
    var keys = SchedulerConfig.auditKeys(env);
    env.orThrow();
    return keys.orElseThrow();
  }

  private static int report(Exception failure, CommandLine command) throws Exception {
    if (failure instanceof ConfigException) {
      command.getErr().println(failure.getMessage());
      return MISUSED;
    }
    if (failure instanceof StoreException) {
      command.getErr().println("The database fails: " + failure.getMessage());
      return FAILED;
    }
    throw failure;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
