package io.fallow.telemetry.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fallow.gateway.wire.Activity;
import io.fallow.telemetry.registry.RuleHistory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Usage depends on the set of readings alone; and it is what the words say that it is. */
final class AnyOrderTest {

  private static final String[] ZONES = {
    "Europe/Berlin", "America/Chicago", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"
  };

  /**
   * Shortly before clocks change in Berlin, Chicago and on Lord Howe: each about once in a while.
   */
  static final String[] STARTS = {
    "2026-10-24T20:00:00Z", "2026-11-01T02:00:00Z", "2026-04-04T10:00:00Z", "2026-03-29T00:10:00Z"
  };

  static List<Long> someSeeds() {
    return LongStream.rangeClosed(1, 400).boxed().toList();
  }

  static List<Long> seeds() {
    return LongStream.rangeClosed(1, 1_000).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyOrderRepetitionAndChunkingEndsInTheSameUsage(long seed) {
    Random random = new Random(seed);
    long start = Micros.of(Instant.parse(STARTS[random.nextInt(STARTS.length)]));
    Frame frame = frame(random, start);
    List<Sample> readings = readings(random, start, 300);
    Book whole = Book.of(frame, readings);

    Book pieces = new Book(frame);
    for (List<Sample> batch : batches(random, disturbed(random, readings))) {
      pieces.arrive(batch, random.nextInt(4) > 0, span(random));
    }

    assertThat(pieces.stretches).isEqualTo(whole.stretches);
    assertThat(pieces.hours).isEqualTo(whole.hours);
    assertThat(pieces.position).isEqualTo(whole.position);
    assertThat(pieces.memories).isEqualTo(whole.memories);
  }

  private static long span(Random random) {
    return random.nextInt(3) == 0 ? random.nextInt(24, 72) * Micros.HOUR : Micros.DAY * 400;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rulesThatAreSaidLaterEndInTheSameUsageAsIfTheyHadBeenKnown(long seed) {
    Random random = new Random(seed);
    long start = Micros.of(Instant.parse(STARTS[random.nextInt(STARTS.length)]));
    RuleHistory history = Rules.history(random, start);
    ZoneId zone = ZoneId.of(ZONES[random.nextInt(ZONES.length)]);
    Frame frame = new Frame(history, zone, 0);
    List<Sample> readings = readings(random, start, 300);
    Book whole = Book.of(frame, readings);

    List<List<Sample>> batches = batches(random, disturbed(random, readings));
    Instant cut = Micros.instant(start + random.nextLong(Micros.DAY * 2));
    Book pieces = new Book(new Frame(Rules.before(history, cut), zone, 0));
    int changeAt = random.nextInt(batches.size() + 1);
    for (int i = 0; i < batches.size(); i++) {
      if (i == changeAt) {
        pieces.changeRules(frame, span(random));
      }
      pieces.arrive(batches.get(i), random.nextInt(4) > 0, span(random));
    }
    pieces.changeRules(frame, span(random));

    assertThat(pieces.stretches).isEqualTo(whole.stretches);
    assertThat(pieces.hours).isEqualTo(whole.hours);
    assertThat(pieces.position).isEqualTo(whole.position);
    assertThat(pieces.memories).isEqualTo(whole.memories);
  }

  @ParameterizedTest
  @MethodSource("someSeeds")
  void usageIsWhatItsDefinitionSays(long seed) {
    Random random = new Random(seed);
    long start = Micros.of(Instant.parse(STARTS[random.nextInt(STARTS.length)]));
    Frame frame = frame(random, start);
    List<Sample> readings = readings(random, start, 300);
    Book book = Book.of(frame, readings);
    Timeline timeline = new Timeline(frame, readings);

    assertThat(List.copyOf(book.stretches.values())).isEqualTo(timeline.stretches());
    assertThat(book.hours.keySet()).isEqualTo(timeline.hours().keySet());
    book.hours.forEach(
        (hour, sums) -> {
          HourlyUtilisation expected = timeline.hours().get(hour);
          assertThat(sums.inUseS()).isEqualTo(expected.inUseS());
          assertThat(sums.standbyS()).isEqualTo(expected.standbyS());
          assertThat(sums.offS()).isEqualTo(expected.offS());
          assertThat(sums.faultS()).isEqualTo(expected.faultS());
          assertThat(sums.energyWh()).isCloseTo(expected.energyWh(), within(1e-6));
        });
  }

  private static Frame frame(Random random, long start) {
    ZoneId zone = ZoneId.of(ZONES[random.nextInt(ZONES.length)]);
    return new Frame(Rules.history(random, start), zone, 0);
  }

  static List<Sample> readings(Random random, long start, int most) {
    List<Sample> readings = new ArrayList<>();
    long time = start;
    int count = random.nextInt(1, random.nextBoolean() ? 20 : most);
    Sample said = reading(random, time);
    int oftenTheSame = random.nextInt(1, 30);
    for (int i = 0; i < count; i++) {
      said =
          random.nextInt(oftenTheSame) == 0
              ? reading(random, time)
              : new Sample(time, said.activity(), said.powerW(), count(random, said.counter()));
      readings.add(said);
      time += step(random);
    }
    return readings;
  }

  private static Sample reading(Random random, long time) {
    int activity = random.nextInt(-1, Activity.values().length);
    float power = random.nextInt(4) == 0 ? Sample.NONE : random.nextInt(6) * 450.5f;
    return new Sample(time, activity, power, random.nextInt(6) - 1);
  }

  private static long count(Random random, long before) {
    return before == Sample.NONE || random.nextInt(4) > 0 ? before : (before + 1) % 8;
  }

  /** Often a minute, sometimes nothing (a tie), sometimes hours or up to two days. */
  private static long step(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> random.nextLong(Micros.HOUR * 5);
      case 2 -> random.nextInt(6) == 0 ? random.nextLong(Micros.DAY * 2) : Micros.HOUR;
      case 3 -> random.nextLong(Micros.SECOND * 90);
      default -> Micros.SECOND * 60;
    };
  }

  /** The same set: some of it twice, and shuffled wholly, or here and there a few held back. */
  static List<Sample> disturbed(Random random, List<Sample> readings) {
    List<Sample> all = new ArrayList<>(readings);
    for (int i = random.nextInt(10); i > 0; i--) {
      all.add(random.nextInt(all.size()), readings.get(random.nextInt(readings.size())));
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(all, random);
      return all;
    }
    for (int i = random.nextInt(8); i > 0; i--) {
      int start = random.nextInt(all.size());
      List<Sample> slice = all.subList(start, Math.min(all.size(), start + random.nextInt(1, 6)));
      List<Sample> heldBack = List.copyOf(slice);
      slice.clear();
      all.addAll(random.nextInt(start, all.size() + 1), heldBack);
    }
    return all;
  }

  static List<List<Sample>> batches(Random random, List<Sample> readings) {
    List<List<Sample>> batches = new ArrayList<>();
    int largest = random.nextInt(2, 40);
    for (int i = 0; i < readings.size(); ) {
      int end = Math.min(readings.size(), i + random.nextInt(1, largest + 1));
      batches.add(readings.subList(i, end));
      i = end;
    }
    return batches;
  }
}
