package io.fallow.sim.local;

import io.fallow.sim.world.DemoWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Runs the stack until the process is told to end. */
@Command(
    name = "run",
    description =
        "Runs everything: database, broker, pipeline, scheduler and simulated machines. Ctrl-C"
            + " stops it; the next start continues.")
final class RunCommand implements Callable<Integer> {

  @Option(
      names = "--speed",
      converter = SpeedConverter.class,
      paramLabel = "N",
      description = "seconds of simulation in a second, 1 to 120; goes over FALLOW_SPEED")
  private Optional<Double> speed = Optional.empty();

  private final Path root;
  private final Map<String, String> env;

  RunCommand(Path root, Map<String, String> env) {
    this.root = root;
    this.env = Map.copyOf(env);
  }

  @Override
  public Integer call() throws Exception {
    LocalConfig asked = LocalConfig.of(env, root);
    LocalConfig config = speed.map(asked::withSpeed).orElse(asked);
    LocalLogging.to(new Home(config.home()).logs(), "fallow");
    Console console = Console.standard();
    LocalStack stack = new LocalStack(config, DemoWorld.standard(), console);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, console), "shutdown"));
    start(stack);
    stack.awaitClosed();
    return 0;
  }

  /** When the process is told to end meanwhile, the hook has the word, not the failing start. */
  private static void start(LocalStack stack) throws Exception {
    try {
      stack.start();
    } catch (Exception failure) {
      if (!stack.closing()) {
        stack.close();
        throw failure;
      }
    }
  }

  private static void stop(LocalStack stack, Console console) {
    if (stack.closing()) {
      return;
    }
    Instant began = Instant.now();
    console.say(System.lineSeparator() + "Fallow stops …");
    stack.close();
    console.say("Fallow stopped after " + Console.spoken(Duration.between(began, Instant.now())));
  }

  /** Reads a speed with the range that {@code FALLOW_SPEED} has. */
  static final class SpeedConverter implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
      try {
        return LocalConfig.speed(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(text + " is no number between 1 and 120");
      }
    }
  }
}
