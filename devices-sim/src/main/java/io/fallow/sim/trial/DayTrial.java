package io.fallow.sim.trial;

import static java.util.stream.Collectors.toMap;

import io.fallow.scheduler.booking.BookingOutcome;
import io.fallow.scheduler.booking.BookingRequest;
import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.sharing.Viewer;
import io.fallow.sim.device.DeviceModel;
import io.fallow.sim.device.SimulatedDevice;
import io.fallow.sim.device.WeekPattern;
import io.fallow.sim.trial.Booked.Use;
import io.fallow.telemetry.registry.Organisation;
import io.fallow.telemetry.store.SqlValues;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A day of bookings at a multiple of real time, through the real broker, pipeline, database and
 * jobs: bookers come, are late, don't come, leave early, pause and stay on; somebody uses machines
 * without a booking; machines break down; and one gateway is cut off for some hours, whose readings
 * come late. What the scheduler found out is compared with what happened.
 */
final class DayTrial {

  private static final Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z");
  private static final int WEEKS_BEFORE = 3;
  private static final int GATEWAYS = 4;
  private static final String DEAF = "gw2";
  private static final String NEVER_HEARD = "silent";
  private static final Use CUT =
      new Use(MIDNIGHT.plus(Duration.ofMinutes(575)), MIDNIGHT.plus(Duration.ofMinutes(775)));
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Plan plan;
  private final PrintStream out;
  private final Map<String, List<Machine>> gateways = new LinkedHashMap<>();
  private final Machine silent;

  /**
   * How the day is played.
   *
   * @param machines of each of the four gateways
   * @param from hour of the day from which time runs fast
   */
  record Plan(long seed, int machines, double speed, int from) {}

  DayTrial(Plan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
    Random dice = new Random(plan.seed());
    for (int gateway = 1; gateway <= GATEWAYS; gateway++) {
      List<Machine> machines = new ArrayList<>();
      for (int n = 1; n <= plan.machines(); n++) {
        machines.add(Machine.drawn("gw%d-m%d".formatted(gateway, n), MIDNIGHT, dice));
      }
      gateways.put("gw" + gateway, machines);
    }
    silent = Machine.drawn(NEVER_HEARD, MIDNIGHT, dice);
  }

  DayVerdict run() throws IOException, InterruptedException {
    PacedClock clock = new PacedClock(MIDNIGHT.plus(Duration.ofHours(plan.from())));
    Instant history = MIDNIGHT.minus(Duration.ofDays(7L * WEEKS_BEFORE));
    Map<String, List<String>> codes =
        gateways.entrySet().stream()
            .collect(
                toMap(
                    Map.Entry::getKey,
                    each -> each.getValue().stream().map(Machine::code).toList()));
    Map<String, DayGateway> connected = new LinkedHashMap<>();
    try (DayStack stack = new DayStack(codes, List.of(NEVER_HEARD), history, clock)) {
      try {
        for (Map.Entry<String, List<Machine>> each : gateways.entrySet()) {
          DayGateway gateway = gateway(stack, each.getKey(), each.getValue(), history);
          connected.put(each.getKey(), gateway);
          gateway.start(clock);
        }
        awaitHistory(stack, clock);
        book(stack, clock.instant());
        play(clock, connected.get(DEAF));
        return verdict(stack, clock);
      } finally {
        connected.values().forEach(DayGateway::close);
      }
    }
  }

  private DayGateway gateway(DayStack stack, String code, List<Machine> machines, Instant history) {
    List<SimulatedDevice> devices =
        machines.stream()
            .map(
                machine ->
                    new SimulatedDevice(
                        machine.code(),
                        model(),
                        machine.script(MIDNIGHT, WEEKS_BEFORE),
                        plan.seed()))
            .toList();
    return new DayGateway(stack.uplink(code), devices, stack.folder(), history);
  }

  private static DeviceModel model() {
    return new DeviceModel(
        new DeviceModel.Rhythm(
            WeekPattern.idle(), Duration.ofHours(1), Duration.ofHours(1), 1, 0, List.of(), false),
        new DeviceModel.Power(0, 200, 400, 5_000, 0),
        Duration.ofMinutes(5),
        Optional.of(Duration.ofMinutes(10)),
        new DeviceModel.Sensor(Duration.ofMinutes(1), true, true),
        DeviceModel.Mishaps.NEVER,
        DeviceModel.Mishaps.NEVER);
  }

  private void awaitHistory(DayStack stack, PacedClock clock) throws InterruptedException {
    int machines = GATEWAYS * plan.machines();
    out.printf("%d machines report %d weeks of history ...%n", machines, WEEKS_BEFORE);
    boolean there =
        TrialStack.await(
            PATIENCE, () -> upToDate(stack, clock.instant().minusSeconds(300)) >= machines);
    if (!there) {
      throw new IllegalStateException("the history did not come in within " + PATIENCE);
    }
  }

  /** Machines whose usage is derived beyond an instant, and of which there is a forecast. */
  private static int upToDate(DayStack stack, Instant since) {
    String sql =
        """
        SELECT count(*) FROM usage_state s JOIN idle_forecast f USING (asset_id)
        WHERE s.last_time > ? AND f.seen_to > ?
        """;
    return stack
        .database()
        .inTransaction(
            connection -> {
              try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setObject(1, SqlValues.timestamp(since));
                query.setObject(2, SqlValues.timestamp(since));
                try (ResultSet row = query.executeQuery()) {
                  row.next();
                  return row.getInt(1);
                }
              }
            });
  }

  private void book(DayStack stack, Instant now) {
    int count = 0;
    for (Machine machine : machines()) {
      for (Booked booked : machine.bookings()) {
        book(stack, machine, booked, now);
        count++;
      }
    }
    out.printf("%d bookings; time runs at %,.0f times its pace%n", count, plan.speed());
  }

  private List<Machine> machines() {
    List<Machine> all = new ArrayList<>();
    gateways.values().forEach(all::addAll);
    all.add(silent);
    return all;
  }

  private static void book(DayStack stack, Machine machine, Booked booked, Instant now) {
    boolean byOwner = machine.code().equals(NEVER_HEARD); // others aren't offered the unknown
    String code = byOwner ? DayStack.OWNER : booked.guest();
    Organisation booker = stack.services().registry().organisation(code).orElseThrow();
    Viewer viewer = new Viewer(booker.id(), code, "someone");
    BookingRequest request =
        new BookingRequest(
            viewer,
            DayStack.OWNER + "." + machine.code(),
            new TimeRange(booked.start(), booked.end()),
            false,
            booked.habit().name());
    BookingOutcome outcome = stack.services().bookings().book(request, now);
    if (!(outcome instanceof BookingOutcome.Booked)) {
      throw new IllegalStateException(machine.code() + " " + booked + ": " + outcome);
    }
  }

  private void play(PacedClock clock, DayGateway deaf) throws InterruptedException {
    clock.pace(plan.speed());
    until(clock, CUT.from());
    deaf.cut();
    out.println("09:35  the gateway " + DEAF + " is cut off");
    until(clock, CUT.to());
    deaf.connect();
    out.println("12:55  it is back, with what it kept");
    until(clock, MIDNIGHT.plus(Duration.ofMinutes(24 * 60 + 30)));
  }

  private static void until(PacedClock clock, Instant instant) throws InterruptedException {
    while (clock.instant().isBefore(instant)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private DayVerdict verdict(DayStack stack, PacedClock clock) throws InterruptedException {
    List<Fact> truth = new ArrayList<>(Fact.unobserved(silent));
    gateways.values().stream()
        .flatMap(List::stream)
        .forEach(machine -> truth.addAll(Fact.of(machine)));
    clock.pace(1);
    TrialStack.await(Duration.ofSeconds(60), () -> against(truth, stack).sound());
    return against(truth, stack);
  }

  private static DayVerdict against(List<Fact> truth, DayStack stack) {
    List<Fact> said = SaidOfDay.read(stack.database(), MIDNIGHT);
    return new DayVerdict(truth, said, DayTrial::unheard);
  }

  /** What came about while its gateway was cut off, or so shortly before that it wasn't told. */
  private static boolean unheard(Fact fact) {
    return fact.subject().startsWith(DEAF + "-")
        && !fact.at().isBefore(CUT.from().minus(Duration.ofMinutes(10)))
        && fact.at().isBefore(CUT.to());
  }
}
