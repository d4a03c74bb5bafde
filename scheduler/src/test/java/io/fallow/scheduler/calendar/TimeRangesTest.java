package io.fallow.scheduler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The algebra against bit sets, one bit for each minute of a short stretch of time. */
class TimeRangesTest {

  private static final Instant ZERO = Instant.parse("2026-11-21T00:00:00Z");
  private static final int MINUTES = 90;
  private static final TimeRange WHOLE = range(0, MINUTES);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithSetsOfMinutes(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<TimeRange> some = someRanges(random);
      List<TimeRange> others = someRanges(random);
      TimeRanges one = TimeRanges.of(some);
      TimeRanges two = TimeRanges.of(others);
      assertThat(bits(one)).isEqualTo(bits(some));
      assertMaximal(one);
      assertThat(bits(one.union(two))).isEqualTo(or(bits(some), bits(others)));
      assertThat(bits(one.intersect(two))).isEqualTo(and(bits(some), bits(others)));
      assertThat(bits(one.minus(two))).isEqualTo(andNot(bits(some), bits(others)));
      assertThat(bits(one.complementWithin(WHOLE))).isEqualTo(andNot(all(), bits(some)));
      assertContains(one, bits(some), random);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void keepsTheLawsOfSets(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      TimeRanges one = TimeRanges.of(someRanges(random));
      TimeRanges two = TimeRanges.of(someRanges(random));
      TimeRanges three = TimeRanges.of(someRanges(random));
      assertThat(one.union(two)).isEqualTo(two.union(one));
      assertThat(one.intersect(two)).isEqualTo(two.intersect(one));
      assertThat(one.intersect(two.union(three)))
          .isEqualTo(one.intersect(two).union(one.intersect(three)));
      assertThat(one.minus(two).union(one.intersect(two))).isEqualTo(one);
      assertThat(one.minus(two).intersect(two)).isEqualTo(TimeRanges.NONE);
      assertThat(one.complementWithin(WHOLE).complementWithin(WHOLE)).isEqualTo(one);
      assertThat(one.minus(two).length().plus(one.intersect(two).length())).isEqualTo(one.length());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24})
  void keepsAUseClearOfBlockedTimeExactlyWhenItsOwnTurnaroundReachesIt(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      TimeRanges blocked = TimeRanges.of(someRanges(random));
      Turnaround turnaround =
          new Turnaround(
              Duration.ofMinutes(random.nextInt(10)), Duration.ofMinutes(random.nextInt(10)));
      int start = 20 + random.nextInt(40);
      TimeRange use = range(start, start + 1 + random.nextInt(20));
      assertThat(turnaround.keptClearOf(blocked).overlaps(use))
          .isEqualTo(blocked.overlaps(turnaround.blockedBy(use)));
    }
  }

  @Test
  void joinsRangesThatTouch() {
    assertThat(TimeRanges.of(range(5, 9), range(0, 5)).ranges()).containsExactly(range(0, 9));
  }

  @Test
  void doesNotTakeRangesThatOnlyTouchForOverlapping() {
    assertThat(range(0, 5).overlaps(range(5, 9))).isFalse();
    assertThat(range(0, 5).intersect(range(5, 9))).isEmpty();
  }

  @Test
  void hasNoEmptyRange() {
    assertThatThrownBy(() -> range(3, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> range(4, 3)).hasMessageContaining("starts before it ends");
  }

  private static void assertContains(TimeRanges ranges, BitSet minutes, Random random) {
    for (int minute = 0; minute < MINUTES; minute++) {
      assertThat(ranges.contains(at(minute))).isEqualTo(minutes.get(minute));
    }
    int start = random.nextInt(MINUTES - 1);
    int end = start + 1 + random.nextInt(MINUTES - start);
    int clear = minutes.nextClearBit(start);
    assertThat(ranges.contains(range(start, end))).isEqualTo(clear >= end);
    int set = minutes.nextSetBit(start);
    assertThat(ranges.overlaps(range(start, end))).isEqualTo(set >= 0 && set < end);
  }

  private static void assertMaximal(TimeRanges ranges) {
    for (int i = 1; i < ranges.ranges().size(); i++) {
      assertThat(ranges.ranges().get(i).start()).isAfter(ranges.ranges().get(i - 1).end());
    }
  }

  private static List<TimeRange> someRanges(Random random) {
    List<TimeRange> ranges = new ArrayList<>();
    for (int count = random.nextInt(7); count > 0; count--) {
      int start = random.nextInt(MINUTES - 1);
      ranges.add(range(start, start + 1 + random.nextInt(Math.min(25, MINUTES - start))));
    }
    return ranges;
  }

  private static TimeRange range(int fromMinute, int toMinute) {
    return new TimeRange(at(fromMinute), at(toMinute));
  }

  private static Instant at(int minute) {
    return ZERO.plus(Duration.ofMinutes(minute));
  }

  private static BitSet bits(TimeRanges ranges) {
    return bits(ranges.ranges());
  }

  private static BitSet bits(List<TimeRange> ranges) {
    BitSet bits = new BitSet();
    for (TimeRange range : ranges) {
      bits.set(minute(range.start()), minute(range.end()));
    }
    return bits;
  }

  private static int minute(Instant instant) {
    return (int) Duration.between(ZERO, instant).toMinutes();
  }

  private static BitSet all() {
    BitSet bits = new BitSet();
    bits.set(0, MINUTES);
    return bits;
  }

  private static BitSet or(BitSet one, BitSet other) {
    one.or(other);
    return one;
  }

  private static BitSet and(BitSet one, BitSet other) {
    one.and(other);
    return one;
  }

  private static BitSet andNot(BitSet one, BitSet other) {
    one.andNot(other);
    return one;
  }
}
