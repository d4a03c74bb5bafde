package io.fallow.sim.trial;

import io.fallow.gateway.uplink.UplinkConfig.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The trials as commands. Each exits with 1 when what it tries does not hold. */
@Command(
    name = "trial",
    description =
        "Kills parts of the pipeline under load and counts what is lost or doubled; or plays a"
            + " day.")
public final class TrialCommand {

  private static final int FAILED = 1;

  private final Runnable logging;

  /**
   * The commands.
   *
   * @param logging sends the log to a file; called first
   */
  public TrialCommand(Runnable logging) {
    this.logging = logging;
  }

  @Command(name = "loss", description = "kill -9 of telemetry, broker and database in turn")
  int loss(
      @Option(names = "--rounds", defaultValue = "20", description = "(${DEFAULT-VALUE})")
          int rounds,
      @Option(names = "--seed", defaultValue = "1", description = "of the moments") long seed,
      @Option(
              names = "--until",
              defaultValue = "PLATFORM",
              description =
                  "whose word gateways wait for: PLATFORM, or BROKER to see what that loses")
          Until until)
      throws IOException, InterruptedException {
    logging.run();
    Verdict verdict = new LossTrial(rounds, seed, until, System.out).run();
    System.out.printf("%nrounds                                 %,12d%n%s", rounds, verdict);
    return verdict(verdict.sound());
  }

  @Command(name = "takeover", description = "two instances, of which one is killed")
  int takeover() throws IOException, InterruptedException {
    logging.run();
    TakeoverTrial.Outcome outcome = new TakeoverTrial(System.out).run();
    System.out.printf(
        "%n%sthe smaller share                      %10.0f %%%ntakeover %29.1f s, limit %d s%n",
        outcome.verdict(),
        outcome.share() * 100,
        outcome.takeover().toMillis() / 1e3,
        TakeoverTrial.LIMIT.toSeconds());
    return verdict(outcome.passed());
  }

  @Command(name = "outage", description = "the database is away for a while")
  int outage(
      @Option(names = "--seconds", defaultValue = "120", description = "(${DEFAULT-VALUE})")
          long seconds)
      throws IOException, InterruptedException {
    logging.run();
    OutageTrial.Outcome outcome = new OutageTrial(Duration.ofSeconds(seconds), System.out).run();
    System.out.printf(
        "%n%stelemetry's memory, most               %,9d MB before, %,d MB since%n",
        outcome.verdict(), outcome.beforeMb(), outcome.duringMb());
    return verdict(outcome.passed());
  }

  @Command(
      name = "backlog",
      description = "a gateway's line was down for hours; what it kept drains while it goes on")
  int backlog(
      @Option(names = "--hours", defaultValue = "24", description = "(${DEFAULT-VALUE})")
          double hours)
      throws IOException, InterruptedException {
    logging.run();
    Duration outage = Duration.ofSeconds((long) (hours * 3_600));
    BacklogTrial.Outcome outcome = new BacklogTrial(outage, System.out).run();
    System.out.printf("%n%s", outcome);
    return verdict(outcome.passed());
  }

  @Command(name = "gateway", description = "kill -9 of a gateway's process")
  int gateway(
      @Option(names = "--rounds", defaultValue = "50", description = "(${DEFAULT-VALUE})")
          int rounds,
      @Option(names = "--seed", defaultValue = "1", description = "of the moments") long seed)
      throws IOException, InterruptedException {
    logging.run();
    GatewayTrial.Outcome outcome = new GatewayTrial(rounds, seed, System.out).run();
    System.out.printf("%n%s", outcome);
    return verdict(outcome.sound());
  }

  @Command(
      name = "footprint",
      description = "memory, CPU and start of the gateway's jar beside 200 machines at 1 Hz")
  int footprint(
      @Option(
              names = "--jar",
              defaultValue = "gateway/target/fallow-gateway.jar",
              description = "(${DEFAULT-VALUE})")
          Path jar,
      @Option(names = "--seconds", defaultValue = "180", description = "(${DEFAULT-VALUE})")
          long seconds)
      throws IOException, InterruptedException {
    logging.run();
    FootprintTrial.Outcome outcome =
        new FootprintTrial(jar, Duration.ofSeconds(seconds), System.out).run();
    System.out.printf("%n%s", outcome);
    return verdict(outcome.passed());
  }

  @Command(
      name = "bookings",
      description = "many clients book at once while the database and the scheduler are killed")
  int bookings(
      @Option(names = "--clients", defaultValue = "30", description = "(${DEFAULT-VALUE})")
          int clients,
      @Option(names = "--seconds", defaultValue = "60", description = "(${DEFAULT-VALUE})")
          long seconds,
      @Option(
              names = "--kills",
              defaultValue = "6",
              description = "of the database, and a third of the scheduler (${DEFAULT-VALUE})")
          int kills,
      @Option(names = "--seed", defaultValue = "1", description = "of all choices") long seed)
      throws IOException, InterruptedException {
    logging.run();
    Duration time = Duration.ofSeconds(seconds);
    BookingVerdict verdict = new BookingTrial(clients, time, kills, seed, System.out).run();
    System.out.printf("%n%d clients for %d s%n%s", clients, seconds, verdict);
    return verdict(verdict.sound());
  }

  @Command(
      name = "day",
      description = "a day of bookings, faster than time, against what really happens")
  int day(
      @Option(names = "--speed", defaultValue = "60", description = "(${DEFAULT-VALUE})")
          double speed,
      @Option(
              names = "--machines",
              defaultValue = "6",
              description = "of each of four gateways (${DEFAULT-VALUE})")
          int machines,
      @Option(
              names = "--from",
              defaultValue = "0",
              description = "hour of the day from which time runs fast (${DEFAULT-VALUE})")
          int from,
      @Option(names = "--seed", defaultValue = "1", description = "of the day") long seed)
      throws IOException, InterruptedException {
    logging.run();
    DayTrial.Plan plan = new DayTrial.Plan(seed, machines, speed, from);
    DayVerdict verdict = new DayTrial(plan, System.out).run();
    System.out.printf("%n%s", verdict);
    verdict.faults().forEach(System.out::println);
    return verdict(verdict.sound());
  }

  @Command(
      name = "enrolment",
      description = "many gateways enrol over HTTP at a real Mosquitto, and one is revoked")
  int enrolment(
      @Option(names = "--gateways", defaultValue = "1000", description = "(${DEFAULT-VALUE})")
          int gateways)
      throws IOException, InterruptedException {
    logging.run();
    EnrolmentTrial.Outcome outcome = new EnrolmentTrial(gateways, System.out).run();
    System.out.printf(
        "%,d gateways enrolled in %.1f s, limit %d s%n%d of them connected%n"
            + "a revoked one was off after %d ms, limit %d ms%n",
        outcome.gateways(),
        outcome.took().toMillis() / 1e3,
        EnrolmentTrial.LIMIT.toSeconds(),
        outcome.connected(),
        outcome.cut().toMillis(),
        EnrolmentTrial.CUT_LIMIT.toMillis());
    return verdict(outcome.passed());
  }

  private static int verdict(boolean passed) {
    System.out.println(passed ? "PASS" : "FAIL");
    return passed ? 0 : FAILED;
  }
}
