package io.fallow.scheduler.idle;

import io.fallow.scheduler.sharing.Relation;
import io.fallow.telemetry.registry.ActivityRule;
import io.fallow.telemetry.registry.Asset;
import io.fallow.telemetry.registry.Facility;
import io.fallow.telemetry.registry.RuleHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A fleet with rows made up at random, and a question about it. Windows that begin together and are
 * as likely are dear to it, and so is whatever cuts them.
 */
final class RowWorld implements FleetSearch.RowSource {

  static final int ASSETS = 40;

  private static final int DAYS = 4;
  private static final int FROM = Minutes.floor(Instant.parse("2026-11-23T08:00:00Z"));
  private static final List<Integer> CHANCES = List.of(0, 130, 170, 171, 180);

  private final Random random;
  private final AssetRow[] rows = new AssetRow[ASSETS];
  private final boolean[] idle = new boolean[ASSETS];
  private final Fronts fronts = new Fronts(ASSETS, slot -> rows[slot]);
  private final FleetView view;
  final Instant now;
  final SearchRequest request;

  RowWorld(long seed, Order order) {
    random = new Random(seed);
    int calm = random.nextInt(4);
    for (int slot = 0; slot < ASSETS; slot++) {
      rows[slot] = madeUp(calm);
      idle[slot] = random.nextInt(4) > 0;
    }
    Fleet fleet = new Fleet(IntStream.range(0, ASSETS).mapToObj(RowWorld::asset).toList());
    List<IdleTerms> terms = IntStream.range(0, 3).mapToObj(any -> terms(calm)).toList();
    view =
        FleetView.of(
            fleet,
            fleet.assets().stream()
                .map(it -> new FleetView.Seen(it.id(), Relation.SHARED, terms.get(it.id() % 3)))
                .toList());
    now = Minutes.instant(FROM + random.nextInt(200)).plusSeconds(random.nextInt(60));
    request = request(order);
  }

  private static Asset asset(int slot) {
    int site = slot % 3;
    return new Asset(
        slot + 1,
        1,
        "fleet",
        "Fleet",
        new Facility(site, 1, "site-" + site, "Site", ZoneOffset.UTC, 50 + site / 2, 8),
        "m" + (100 + slot),
        "M",
        "mill",
        Set.of(),
        RuleHistory.always(new ActivityRule.Reported(Duration.ofMinutes(5))));
  }

  private IdleTerms terms(int calm) {
    IdleTerms plain = IdleTerms.PLATFORM;
    return random.nextInt(4) < calm
        ? plain
        : new IdleTerms(
            random.nextInt(9) == 0,
            some(60),
            some(60),
            some(300),
            random.nextBoolean() ? plain.horizon() : 600 + random.nextInt(5_000),
            random.nextInt(4) > 0 ? IdleTerms.EVER : FROM + random.nextInt(5_000) - 500,
            1 + some(200),
            random.nextBoolean() ? plain.longest() : 100 + random.nextInt(2_000),
            MinuteGrid.of(List.of(1, 5, 15, 60, 480).get(random.nextInt(5)), ZoneOffset.UTC),
            120 + some(60),
            1 + some(40),
            plain.offer());
  }

  private int some(int most) {
    return random.nextBoolean() ? 0 : random.nextInt(most);
  }

  private SearchRequest request(Order order) {
    Instant from = now.plus(Duration.ofMinutes(some(2_000)));
    SearchRequest plain =
        SearchRequest.within(from, from.plus(Duration.ofMinutes(60L + random.nextInt(6_000))))
            .atLeast(Duration.ofMinutes(15L + some(500)), 100)
            .by(order);
    boolean likely = random.nextInt(3) == 0;
    SearchRequest asked =
        new SearchRequest(
            plain.assets(),
            plain.from(),
            plain.to(),
            plain.minDuration(),
            Optional.empty(),
            likely ? 0.65 + random.nextInt(3) / 10.0 : plain.minProbability(),
            Optional.empty(),
            order,
            Optional.empty(),
            100);
    return order == Order.NEAREST || random.nextInt(3) == 0
        ? asked.near(new SearchRequest.Near(50, 10, 20_040))
        : asked;
  }

  /** Chances that hold for hours, windows of what is likely, bookings in some of them. */
  private AssetRow madeUp(int calm) {
    byte[] chances = new byte[DAYS * 96];
    for (int i = 0; i < chances.length; ) {
      int until = Math.min(chances.length, i + 16 * (1 + random.nextInt(3)));
      int chance = CHANCES.get(random.nextInt(CHANCES.size()));
      Arrays.fill(chances, i, until, (byte) (chance + 1));
      i = until;
    }
    List<Integer> blocked = new ArrayList<>();
    int at = FROM;
    for (int i = random.nextInt(4) < calm ? 0 : random.nextInt(4); i > 0; i--) {
      at += 1 + random.nextInt(1_400);
      blocked.add(at);
      at += 1 + random.nextInt(200);
      blocked.add(at);
    }
    return new AssetRow(
        windows(chances, random.nextInt(4) < calm ? 0 : random.nextInt(15)),
        blocked.stream().mapToInt(minute -> minute).toArray(),
        FROM / Minutes.QUARTER,
        chances,
        Evidence.of(new byte[chances.length]),
        random.nextInt(6) == 0 ? random.nextInt(900) : Integer.MAX_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE);
  }

  /** All that is likely enough, each window cut by so many minutes at both of its ends. */
  private static long[] windows(byte[] chances, int ragged) {
    List<Long> windows = new ArrayList<>();
    for (int i = 0; i < chances.length; i++) {
      int first = i;
      int lowest = Chances.STEPS;
      int highest = 0;
      for (; i < chances.length && Byte.toUnsignedInt(chances[i]) > Chances.LEAST; i++) {
        lowest = Math.min(lowest, Byte.toUnsignedInt(chances[i]) - 1);
        highest = Math.max(highest, Byte.toUnsignedInt(chances[i]) - 1);
      }
      if (i > first) {
        int start = FROM + first * Minutes.QUARTER + ragged;
        windows.add(AssetRow.window(start, FROM + i * Minutes.QUARTER - ragged, lowest, highest));
      }
    }
    return windows.stream().mapToLong(window -> window).toArray();
  }

  FleetView view() {
    return view;
  }

  /** Gives an asset the time of any. */
  void change() {
    int slot = random.nextInt(ASSETS);
    rows[slot] = random.nextBoolean() ? madeUp(0) : rows[random.nextInt(ASSETS)];
    fronts.changed(slot);
  }

  @Override
  public AssetRow row(int slot) {
    return rows[slot];
  }

  @Override
  public boolean isIdle(int slot) {
    return idle[slot];
  }

  @Override
  public Fronts fronts() {
    return fronts;
  }
}
