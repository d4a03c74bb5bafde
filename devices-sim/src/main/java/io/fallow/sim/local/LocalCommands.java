package io.fallow.sim.local;

import io.fallow.scheduler.audit.AuditCommand;
import io.fallow.scheduler.audit.AuditKeys;
import io.fallow.sim.forecast.ForecastCommand;
import io.fallow.sim.machines.MachinesCommand;
import io.fallow.sim.trial.TrialCommand;
import io.fallow.telemetry.rejects.RejectedCommand;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the local stack. Without a command it runs the stack. */
@Command(
    name = "fallow",
    description = "Fallow on this machine: all of it in one process beside a database.")
public final class LocalCommands implements Runnable {

  @Spec private CommandSpec spec;

  private LocalCommands() {}

  /**
   * Does what the arguments say; {@code run} does not return before the stack is stopped.
   *
   * @param root of the checkout, in which the home folder lies by default
   * @return the exit code: 0, 1 for a failure, 2 for arguments or an environment at fault
   */
  public static int execute(Path root, Map<String, String> env, String... args) {
    CommandLine commands =
        new CommandLine(new LocalCommands())
            .addSubcommand(new RunCommand(root, env))
            .addSubcommand(new LedgerCommand(root, env))
            .addSubcommand(new TrialCommand(() -> logTo(root, env)))
            .addSubcommand(new TruthCommand(root, env))
            .addSubcommand(new MachinesCommand(() -> logTo(root, env)))
            .addSubcommand(new RejectedCommand(new HomeDatabase(root, env), Clock.systemUTC()))
            .addSubcommand(
                new AuditCommand(new HomeDatabase(root, env)::lend, () -> auditKeys(root, env)))
            .addSubcommand(ForecastCommand.commands());
    addHelp(commands);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> Failures.report(failure, command.getErr()));
    return commands.execute(meantToRun(args) ? prepend("run", args) : args);
  }

  private static AuditKeys auditKeys(Path root, Map<String, String> env) {
    Path file = new Home(LocalConfig.of(env, root).home()).auditKeys();
    try {
      return AuditKeys.read(file);
    } catch (IllegalArgumentException fault) {
      throw new StartException("The audit's keys: " + file + " " + fault.getMessage() + ".", fault);
    }
  }

  private static void addHelp(CommandLine commands) {
    commands.addMixin("help", new HelpOption());
    commands.getSubcommands().values().forEach(LocalCommands::addHelp);
  }

  private static void logTo(Path root, Map<String, String> env) {
    LocalLogging.to(new Home(LocalConfig.of(env, root).home()).logs(), "commands");
  }

  /** No command, or nothing but {@code run}'s option, means {@code run}. */
  private static boolean meantToRun(String... args) {
    return args.length == 0 || args[0].startsWith("--speed");
  }

  private static String[] prepend(String command, String... args) {
    return Stream.concat(Stream.of(command), Stream.of(args)).toArray(String[]::new);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
