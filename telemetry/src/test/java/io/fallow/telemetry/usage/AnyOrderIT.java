package io.fallow.telemetry.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.RuleHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thousand random cases in the real tables: each is an asset with rules of its own, which change
 * with time, and whose readings come late, twice and in any order, split over transactions of
 * several senders; one to three workers derive usage meanwhile. It ends as if one had known all
 * readings and rules at once.
 */
final class AnyOrderIT {

  private static final int CASES = 400;
  private static final int SENDERS = 3;
  private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  private static UsageWorld world;

  /** An asset, and its readings in the batches in which they are sent. */
  private record Case(Asset asset, List<Sample> readings, List<List<Sample>> batches) {}

  @BeforeAll
  static void makeTheWorld() {
    world = new UsageWorld();
  }

  @AfterAll
  static void dropTheWorld() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anyNumberOfWorkersEndsWithTheUsageOfTheSetOfReadings(int workers) throws Exception {
    Random random = new Random(20_261_122 + workers);
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      cases.add(newCase(random, "m-" + workers + "-" + i));
    }
    List<List<Map<Integer, List<Sample>>>> senders = senders(random, cases);
    double late = world.meters.counter("fallow.usage.late").count();
    CyclicBarrier together = new CyclicBarrier(SENDERS, AnyOrderIT::awaitDerived);
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS + workers);
    List<Future<?>> sending = new ArrayList<>();
    for (List<Map<Integer, List<Sample>>> each : senders) {
      sending.add(
          threads.submit(
              () -> {
                send(each, together);
                return null;
              }));
    }
    List<Future<?>> working = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      working.add(threads.submit(() -> work(sending)));
    }
    for (Future<?> each : sending) {
      each.get();
    }
    for (Future<?> each : working) {
      each.get();
    }
    threads.shutdown();

    assertDerived(cases);
    assertThat(world.meters.counter("fallow.usage.late").count() - late).isGreaterThan(CASES);
    assertThat(world.meters.counter("fallow.usage.failed").count()).isZero();
  }

  private static Case newCase(Random random, String code) {
    long start =
        Micros.of(Instant.parse(AnyOrderTest.STARTS[random.nextInt(AnyOrderTest.STARTS.length)]));
    RuleHistory rules = Rules.history(random, start);
    ActivityRule first = rules.spans().get(0).rule();
    world.asset(code, first);
    String id = "lakeside." + code;
    for (RuleHistory.Span span : rules.spans().subList(1, rules.spans().size())) {
      world.registry.setAssetRule(id, Optional.of(span.rule()), span.from());
    }
    Asset asset = world.registry.asset(id).orElseThrow();
    List<Sample> readings = AnyOrderTest.readings(random, start, 60);
    List<Sample> sent = AnyOrderTest.disturbed(random, readings);
    return new Case(asset, readings, AnyOrderTest.batches(random, sent));
  }

  /** Transactions with batches of several assets; an asset's batches go by any of the senders. */
  private static List<List<Map<Integer, List<Sample>>>> senders(Random random, List<Case> cases) {
    List<List<Map<Integer, List<Sample>>>> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(new ArrayList<>());
    }
    int rounds = cases.stream().mapToInt(each -> each.batches().size()).max().orElseThrow();
    for (int round = 0; round < rounds; round++) {
      List<Map<Integer, List<Sample>>> messages = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        messages.add(new HashMap<>());
      }
      for (Case each : cases) {
        if (round < each.batches().size()) {
          messages.get(random.nextInt(SENDERS)).put(each.asset().id(), each.batches().get(round));
        }
      }
      for (int i = 0; i < SENDERS; i++) {
        senders.get(i).add(messages.get(i));
      }
    }
    return senders;
  }

  /**
   * Senders wait for each other, and for what they sent to be derived, after every second message:
   * what comes late then is surely late.
   */
  private static void send(List<Map<Integer, List<Sample>>> messages, CyclicBarrier together)
      throws Exception {
    for (int i = 0; i < messages.size(); i++) {
      world.store(messages.get(i));
      if (i % 2 == 1) {
        together.await(60, TimeUnit.SECONDS);
      }
    }
  }

  private static void awaitDerived() {
    await().pollInterval(Duration.ofMillis(2)).until(() -> world.queries.backlog() == 0);
  }

  private static void work(List<Future<?>> sending) {
    try (UsageWorker worker = world.worker(Clock.systemUTC())) {
      boolean done = false;
      while (!done) {
        done = sending.stream().allMatch(Future::isDone) && world.queries.backlog() == 0;
        worker.runOnce();
      }
    }
  }

  private static void assertDerived(List<Case> cases) {
    List<Integer> ids = cases.stream().map(each -> each.asset().id()).toList();
    Map<Integer, List<HourlyUtilisation>> hours =
        world.queries.hours(ids, EVER, END).stream()
            .collect(Collectors.groupingBy(HourlyUtilisation::assetId));
    Map<Integer, ActivityNow> now = world.queries.now(ids, EVER);
    for (Case each : cases) {
      int id = each.asset().id();
      Book book = Book.of(Frame.of(each.asset(), 0), each.readings());
      assertThat(world.queries.intervals(id, EVER, END))
          .as("rules %s, readings %s", each.asset().rules().spans(), each.readings())
          .isEqualTo(book.stretches.values().stream().map(interval(id)).toList());
      assertThat(hours.getOrDefault(id, List.of()))
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("assetId")
          .isEqualTo(List.copyOf(book.hours.values()));
      Position position = book.position.orElseThrow();
      assertThat(now.get(id).since()).contains(Micros.instant(position.since()));
      assertThat(now.get(id).activity()).isEqualTo(position.held().activity());
    }
  }

  private static Function<Stretch, UsageInterval> interval(int assetId) {
    return stretch ->
        new UsageInterval(
            assetId,
            Micros.instant(stretch.start()),
            Micros.instant(stretch.end()),
            stretch.activity());
  }
}
