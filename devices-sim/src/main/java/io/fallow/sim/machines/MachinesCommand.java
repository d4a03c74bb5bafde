package io.fallow.sim.machines;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs three simulated machines until it is stopped. */
@Command(
    name = "machines",
    sortOptions = false,
    description = {
      "Runs three simulated machines, each behind the protocol of a real one, on this machine alone:",
      "a mill's MTConnect agent, a scanner's Modbus power meter, and a press' smart plug at a broker."
    })
public final class MachinesCommand implements Callable<Integer> {

  private static final Shift MILL =
      new Shift(Duration.ofSeconds(40), Duration.ofSeconds(20), 7_500, 900);
  private static final Shift SCANNER =
      new Shift(Duration.ofSeconds(25), Duration.ofSeconds(35), 42_000, 6_000);
  private static final Shift PRESS =
      new Shift(Duration.ofSeconds(30), Duration.ofSeconds(30), 3_000, 40);

  private final Runnable logging;

  @Spec private CommandSpec command;

  @Option(
      names = "--agent-port",
      defaultValue = "5000",
      description = "of the MTConnect agent (${DEFAULT-VALUE})")
  private int agentPort;

  @Option(
      names = "--meter-port",
      defaultValue = "5020",
      description = "of the Modbus meter (${DEFAULT-VALUE})")
  private int meterPort;

  @Option(
      names = "--broker-port",
      defaultValue = "1884",
      description = "of the plug's broker (${DEFAULT-VALUE})")
  private int brokerPort;

  /**
   * The command.
   *
   * @param logging sends the log where it belongs, before anything is logged
   */
  public MachinesCommand(Runnable logging) {
    this.logging = logging;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    logging.run();
    Clock clock = Clock.systemUTC();
    Path folder = Files.createTempDirectory("fallow-machines");
    CountDownLatch stopped = new CountDownLatch(1);
    try (MillAgent mill = new MillAgent(agentPort, MILL, clock);
        ScannerMeter scanner = new ScannerMeter(meterPort, SCANNER, clock);
        PressPlug press = new PressPlug(folder, brokerPort, PRESS, clock)) {
      PrintWriter out = command.commandLine().getOut();
      out.printf("mill     MTConnect agent   http://127.0.0.1:%d/current%n", mill.port());
      out.printf("scanner  Modbus TCP meter  127.0.0.1:%d, unit 1%n", scanner.port());
      out.printf(
          "press    smart plug        tcp://127.0.0.1:%d, user %s, topic %s%n",
          press.port(), PressPlug.USER, PressPlug.TOPIC);
      out.println("They run until this is stopped (Ctrl-C).");
      out.flush();
      stopped.await(); // the process is ended from outside
    }
    return 0;
  }
}
