package io.fallow.telemetry.usage;

import static io.fallow.telemetry.usage.UsageWorld.catchUp;
import static io.fallow.telemetry.usage.UsageWorld.draws;
import static io.fallow.telemetry.usage.UsageWorld.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class UsageWorkerIT {

  private static final ActivityRule REPORTED = new ActivityRule.Reported(Duration.ofMinutes(5));
  private static final ActivityRule METERED =
      new ActivityRule.PowerThreshold(2_000, 100, Duration.ofMinutes(20));
  private static final Duration GAP = Duration.ofMinutes(5);
  private static final long MINUTE = 60 * Micros.SECOND;
  private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  private final MovableClock clock = new MovableClock("2026-11-21T12:00:00Z");
  private UsageWorld world;

  @BeforeEach
  void makeTheWorld() {
    world = new UsageWorld();
  }

  @AfterEach
  void dropTheWorld() {
    world.close();
  }

  @Test
  void readingsBecomeIntervalsAndHoursAndTheActivityOfTheMoment() throws Exception {
    int mri = world.asset("mri-1", REPORTED).id();
    int silent = world.asset("mri-2", REPORTED).id();
    try (UsageWorker worker = world.worker(clock)) {
      world.store(Map.of(mri, List.of(says("2026-11-21T10:58:00Z", Activity.STANDBY))));
      catchUp(worker);
      world.store(
          Map.of(
              mri,
              List.of(
                  says("2026-11-21T10:59:00Z", Activity.IN_USE),
                  says("2026-11-21T11:01:00Z", Activity.IN_USE))));
      assertThat(world.queries.backlog()).isEqualTo(1);
      catchUp(worker);
    }
    assertThat(world.queries.backlog()).isZero();
    assertThat(world.queries.intervals(mri, EVER, END))
        .containsExactly(
            interval(mri, "2026-11-21T10:58:00Z", "2026-11-21T10:59:00Z", Activity.STANDBY),
            interval(mri, "2026-11-21T10:59:00Z", "2026-11-21T11:01:00Z", Activity.IN_USE));
    assertThat(world.queries.hours(List.of(mri, silent), EVER, END))
        .containsExactly(
            new HourlyUtilisation(mri, Instant.parse("2026-11-21T10:00:00Z"), 60, 60, 0, 0, 0),
            new HourlyUtilisation(mri, Instant.parse("2026-11-21T11:00:00Z"), 60, 0, 0, 0, 0));

    Optional<Instant> last = Optional.of(Instant.parse("2026-11-21T11:01:00Z"));
    assertThat(world.queries.now(List.of(mri, silent), Instant.parse("2026-11-21T11:06:00Z")))
        .isEqualTo(
            Map.of(
                mri,
                new ActivityNow(
                    Activity.IN_USE,
                    Optional.of(Instant.parse("2026-11-21T10:59:00Z")),
                    last,
                    OptionalDouble.empty()),
                silent,
                ActivityNow.NEVER_SEEN));
    Instant later = Instant.parse("2026-11-21T11:06:01Z");
    assertThat(world.queries.now(List.of(mri), later).get(mri))
        .isEqualTo(
            new ActivityNow(
                Activity.UNKNOWN,
                Optional.of(Instant.parse("2026-11-21T11:06:00Z")),
                last,
                OptionalDouble.empty()));
  }

  @Test
  void intervalsAreCutToTheRangeThatIsAskedFor() {
    int mri = world.asset("mri-1", REPORTED).id();
    world.store(
        Map.of(
            mri,
            List.of(
                says("2026-11-21T10:00:00Z", Activity.OFF),
                says("2026-11-21T10:04:00Z", Activity.IN_USE),
                says("2026-11-21T10:08:00Z", Activity.OFF))));
    try (UsageWorker worker = world.worker(clock)) {
      catchUp(worker);
    }
    Instant from = Instant.parse("2026-11-21T10:01:00Z");
    assertThat(world.queries.intervals(mri, from, from.plusSeconds(240)))
        .containsExactly(
            interval(mri, "2026-11-21T10:01:00Z", "2026-11-21T10:04:00Z", Activity.OFF),
            interval(mri, "2026-11-21T10:04:00Z", "2026-11-21T10:05:00Z", Activity.IN_USE));
    assertThat(world.queries.intervals(mri, from, from)).isEmpty();
    assertThat(world.queries.intervals(mri, from.minusSeconds(600), from.minusSeconds(500)))
        .isEmpty();
  }

  @Test
  void severalWorkersEndWithTheUsageOfTheSetOfReadingsHoweverTheseComeIn() throws Exception {
    Random random = new Random(20261121);
    List<Asset> assets = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      assets.add(world.asset("m-" + i, i % 2 == 0 ? REPORTED : METERED));
    }
    Map<Integer, List<Sample>> readings = new HashMap<>();
    assets.forEach(asset -> readings.put(asset.id(), Readings.random(random, 1_500)));
    ExecutorService threads = Executors.newFixedThreadPool(5);
    List<Future<?>> senders = new ArrayList<>();
    for (List<Map<Integer, List<Sample>>> sent : Readings.senders(random, readings, 3)) {
      senders.add(threads.submit(() -> sent.forEach(world::store)));
    }
    List<Future<?>> workers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      workers.add(threads.submit(() -> workUntilDone(senders)));
    }
    for (Future<?> worker : workers) {
      worker.get();
    }
    threads.shutdown();
    for (Asset asset : assets) {
      assertDerivedFrom(asset, readings.get(asset.id()));
    }
    assertThat(world.meters.counter("fallow.usage.late").count()).isPositive();
    assertThat(world.meters.counter("fallow.usage.failed").count()).isZero();
  }

  private void workUntilDone(List<Future<?>> senders) {
    try (UsageWorker worker = world.worker(Clock.systemUTC())) {
      boolean done = false;
      while (!done) {
        done = senders.stream().allMatch(Future::isDone) && world.queries.backlog() == 0;
        worker.runOnce();
      }
    }
  }

  @Test
  void aStartedWorkerKeepsUpAndOutlivesAnOutageOfTheDatabase() {
    int mri = world.asset("mri-1", REPORTED).id();
    try (UsageWorker worker = world.worker(Clock.systemUTC())) {
      worker.start();
      world.store(Map.of(mri, List.of(says("2026-11-21T10:00:00Z", Activity.OFF))));
      await().until(() -> world.queries.backlog() == 0);
      world.server.stopServer();
      world.server.startServer();
      await()
          .ignoreExceptions()
          .until(
              () -> {
                world.store(Map.of(mri, List.of(says("2026-11-21T10:01:00Z", Activity.OFF))));
                return true;
              });
      await().atMost(Duration.ofSeconds(30)).until(() -> world.queries.backlog() == 0);
    }
    assertThat(world.queries.intervals(mri, EVER, END)).hasSize(1);
  }

  @Test
  void aLongLogIsTakenInPieceByPiece() {
    Asset line = world.asset("steel-line", METERED);
    List<Sample> log = new ArrayList<>();
    long start = Micros.of(Instant.parse("2018-01-01T00:00:00Z"));
    for (int quarter = 0; quarter < 243 * 96; quarter++) {
      log.add(draws(start + quarter * (Micros.HOUR / 4), quarter % 96 < 40 ? 50 : 9_000));
    }
    log.add(draws(Micros.of(Instant.parse("2026-11-21T00:00:00Z")), 7));
    world.store(Map.of(line.id(), log));
    try (UsageWorker worker = world.worker(clock)) {
      catchUp(worker);
    }
    assertThat(world.queries.backlog()).isZero();
    assertDerivedFrom(line, log);
  }

  @Test
  void anOldStretchThatComesLateIsDerivedWithoutReadingWhatFollows() {
    Asset mri = world.asset("mri-1", METERED);
    List<Sample> all = new ArrayList<>();
    long start = Micros.of(Instant.parse("2026-10-01T00:00:00Z"));
    for (int minute = 0; minute < 14 * 1_440; minute++) {
      all.add(draws(start + minute * MINUTE, minute % 700 < 300 ? 2_500 : 120));
    }
    List<Sample> late = all.subList(3_000, 3_200);
    List<Sample> inTime = new ArrayList<>(all.subList(0, 3_000));
    inTime.addAll(all.subList(3_200, all.size()));
    world.store(Map.of(mri.id(), inTime));
    try (UsageWorker worker = world.worker(clock)) {
      catchUp(worker);
      double before = world.meters.counter("fallow.usage.readings").count();
      world.store(Map.of(mri.id(), late));
      catchUp(worker);
      assertThat(world.meters.counter("fallow.usage.readings").count() - before)
          .isLessThan(late.size() + 200);
    }
    assertDerivedFrom(mri, all);
  }

  @Test
  void anAssetWithAnotherRuleIsDerivedAnewAllByItself() {
    Asset before = world.asset("mill-1", METERED);
    List<Sample> readings = new ArrayList<>();
    long start = Micros.of(Instant.parse("2026-11-20T00:00:00Z"));
    for (int minute = 0; minute < 600; minute++) {
      readings.add(draws(start + minute * MINUTE, minute % 50 * 60));
    }
    world.store(Map.of(before.id(), readings));
    try (UsageWorker worker = world.worker(clock)) {
      catchUp(worker);
      assertDerivedFrom(before, readings);
      Asset after =
          world.asset("mill-1", new ActivityRule.PowerThreshold(1_000, 500, Duration.ofMinutes(2)));
      clock.advance(Duration.ofMinutes(1));
      worker.runOnce();
      catchUp(worker);
      assertDerivedFrom(after, readings);
    }
  }

  @Test
  void aRuleThatIsSaidToCountFromAnInstantIsTakenInFromThereOnAndAtOnce() {
    Asset before = world.asset("mill-1", METERED);
    List<Sample> readings = new ArrayList<>();
    long start = Micros.of(Instant.parse("2026-11-01T00:00:00Z"));
    for (int minute = 0; minute < 20 * 1_440; minute++) {
      readings.add(draws(start + minute * MINUTE, minute % 50 * 60));
    }
    world.store(Map.of(before.id(), readings));
    try (UsageWorker worker = world.worker(clock)) {
      catchUp(worker);
      double all = world.meters.counter("fallow.usage.readings").count();
      ActivityRule lazy =
          new ActivityRule.PowerThreshold(
              2_000, 500, 1_000, 400, Duration.ofMinutes(3), Duration.ofMinutes(9), GAP);
      world.registry.setTypeRule("lakeside", "mri", lazy, Instant.parse("2026-11-19T00:00:00Z"));
      worker.runOnce();
      catchUp(worker);
      assertDerivedFrom(world.registry.asset("lakeside.mill-1").orElseThrow(), readings);
      assertThat(world.meters.counter("fallow.usage.readings").count() - all).isLessThan(4_500);
    }
  }

  @Test
  void whatWasDerivedFromReadingsThatAreGoneStays() {
    Asset mill = world.asset("mill-1", METERED);
    List<Sample> readings = new ArrayList<>();
    long start = Micros.of(Instant.parse("2026-11-18T00:00:00Z"));
    for (int minute = 0; minute < 3 * 1_440; minute++) {
      readings.add(draws(start + minute * MINUTE, minute % 50 * 60));
    }
    world.store(Map.of(mill.id(), readings));
    try (UsageWorker worker = world.worker(clock)) {
      catchUp(worker);
      Instant floor = Instant.parse("2026-11-19T12:00:00Z");
      Instant derivable = Instant.parse("2026-11-19T13:00:00Z");
      List<UsageInterval> kept = world.queries.intervals(mill.id(), EVER, derivable);
      world.execute("DELETE FROM reading WHERE time < '2026-11-19T12:00:00Z'");
      world.execute("INSERT INTO retention_floor SELECT id, '" + floor + "' FROM asset");
      ActivityRule other = new ActivityRule.PowerThreshold(1_000, 500, GAP);
      world.registry.setAssetRule("lakeside.mill-1", Optional.of(other), EVER);
      world.store(Map.of(mill.id(), List.of(draws(start + 7 * MINUTE, 0))));
      worker.runOnce();
      catchUp(worker);
      assertThat(world.queries.intervals(mill.id(), EVER, derivable)).isEqualTo(kept);
      Asset after = world.registry.asset("lakeside.mill-1").orElseThrow();
      Book book = Book.of(Frame.of(after, 0), readings.subList(2_160, readings.size()));
      assertThat(world.queries.hours(List.of(mill.id()), derivable, END))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("assetId")
          .isEqualTo(
              book.hours.values().stream()
                  .filter(hour -> !hour.hour().isBefore(derivable))
                  .toList());
    }
    assertThat(world.queries.backlog()).isZero();
  }

  @Test
  void anAssetWithoutAStateGetsOneAndOneThatNobodyKnowsIsNotWaitedFor() {
    Asset mri = world.asset("mri-1", REPORTED);
    try (UsageWorker worker = world.worker(clock)) {
      worker.runOnce();
      world.execute("DELETE FROM usage_state");
      world.execute("INSERT INTO usage_dirty (asset_id, from_time) VALUES (4711, now())");
      List<Sample> readings = List.of(says("2026-11-21T10:00:00Z", Activity.OFF));
      world.store(Map.of(mri.id(), readings));
      clock.advance(Duration.ofMinutes(1));
      catchUp(worker);
      assertThat(world.queries.backlog()).isZero();
      assertDerivedFrom(mri, readings);
    }
  }

  @Test
  void whatIsBelievedFollowsTheTimeThatPassesWithoutAReading() {
    ActivityRule shots =
        new ActivityRule.CounterIncrements(
            Duration.ofMinutes(3), OptionalDouble.empty(), OptionalLong.empty(), GAP);
    int press = world.asset("press-1", shots).id();
    long start = Micros.of(Instant.parse("2026-11-21T10:00:00Z"));
    List<Sample> readings = new ArrayList<>();
    for (int minute = 0; minute < 4; minute++) {
      readings.add(new Sample(start + minute * MINUTE, Sample.NONE, Sample.NONE, 10 + minute));
    }
    world.store(Map.of(press, readings));
    try (UsageWorker worker = world.worker(clock)) {
      catchUp(worker);
    }
    assertThat(world.queries.intervals(press, EVER, END))
        .containsExactly(
            interval(press, "2026-11-21T10:00:00Z", "2026-11-21T10:03:00Z", Activity.IN_USE));
    assertBelieved(press, "2026-11-21T10:05:59Z", Activity.IN_USE, "2026-11-21T10:00:00Z");
    assertBelieved(press, "2026-11-21T10:06:00Z", Activity.STANDBY, "2026-11-21T10:03:00Z");
    assertBelieved(press, "2026-11-21T10:08:01Z", Activity.UNKNOWN, "2026-11-21T10:08:00Z");
  }

  private void assertBelieved(int asset, String now, Activity activity, String since) {
    ActivityNow believed = world.queries.now(List.of(asset), Instant.parse(now)).get(asset);
    assertThat(believed.activity()).isEqualTo(activity);
    assertThat(believed.since()).contains(Instant.parse(since));
  }

  @Test
  void anAssetThatCanNotBeDerivedDoesNotHoldUpTheOthersAndIsTriedAgain() {
    Asset good = world.asset("good", REPORTED);
    Asset bad = world.asset("bad", REPORTED);
    List<Sample> fine =
        List.of(
            says("2026-11-21T10:00:00Z", Activity.OFF), says("2026-11-21T10:01:00Z", Activity.OFF));
    List<Sample> wrong =
        List.of(new Sample(Micros.of(Instant.parse("2026-11-21T10:00:30Z")), 77, -1, -1));
    world.store(Map.of(bad.id(), wrong, good.id(), fine));
    try (UsageWorker worker = world.worker(clock)) {
      catchUp(worker);
      assertDerivedFrom(good, fine);
      assertThat(world.queries.backlog()).isEqualTo(1);
      world.execute("UPDATE reading SET activity = 1 WHERE activity = 77");
      assertThat(worker.runOnce()).isZero();
      clock.advance(Duration.ofMinutes(2));
      assertThat(worker.runOnce()).isEqualTo(1);
    }
    assertThat(world.queries.backlog()).isZero();
  }

  @Test
  void aNewAssetIsNoticedWhenItsFirstReadingComes() {
    try (UsageWorker worker = world.worker(clock)) {
      assertThat(worker.runOnce()).isZero();
      Asset mri = world.asset("mri-9", REPORTED);
      world.store(Map.of(mri.id(), List.of(says("2026-11-21T10:00:00Z", Activity.OFF))));
      clock.advance(Duration.ofSeconds(3));
      assertThat(worker.runOnce()).isEqualTo(1);
    }
  }

  private void assertDerivedFrom(Asset asset, List<Sample> readings) {
    Book book = Book.of(Frame.of(asset, 0), readings);
    List<UsageInterval> expected = new ArrayList<>();
    book.stretches
        .values()
        .forEach(
            stretch ->
                expected.add(
                    new UsageInterval(
                        asset.id(),
                        Micros.instant(stretch.start()),
                        Micros.instant(stretch.end()),
                        stretch.activity())));
    assertThat(world.queries.intervals(asset.id(), EVER, END)).isEqualTo(expected);
    List<HourlyUtilisation> hours = new ArrayList<>();
    book.hours
        .values()
        .forEach(
            hour ->
                hours.add(
                    new HourlyUtilisation(
                        asset.id(),
                        hour.hour(),
                        hour.inUseS(),
                        hour.standbyS(),
                        hour.offS(),
                        hour.faultS(),
                        hour.energyWh())));
    assertThat(world.queries.hours(Collections.singleton(asset.id()), EVER, END)).isEqualTo(hours);
    Position position = book.position.orElseThrow();
    Instant now = Micros.instant(position.held().time());
    ActivityNow activity = world.queries.now(List.of(asset.id()), now).get(asset.id());
    assertThat(activity.activity()).isEqualTo(position.held().activity());
    assertThat(activity.since()).contains(Micros.instant(position.since()));
    assertThat(activity.lastReading()).contains(now);
  }

  private static UsageInterval interval(int asset, String start, String end, Activity activity) {
    return new UsageInterval(asset, Instant.parse(start), Instant.parse(end), activity);
  }
}
