package io.fallow.scheduler.idle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.calendar.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Worlds of which an oracle knows every minute. */
class MinuteOracleTest {

  private static final int WORLDS = 2_400;
  private static final long SEED = 20_261_127;

  @Test
  void theSearchAndTheExplanationOfferWhatAnOracleFindsMinuteByMinute() {
    long windows = 0;
    long assets = 0;
    long pages = 0;
    for (int number = 0; number < WORLDS; number++) {
      OracleWorld world = new OracleWorld(SEED + number);
      List<String> expected = new ArrayList<>();
      for (OracleWorld.One one : world.assets) {
        List<String> oracle = new MinuteOracle(world, one).windows();
        assertThat(explained(world, one)).as("explanation, world %s", number).isEqualTo(oracle);
        oracle.forEach(window -> expected.add(one.asset().publicId() + " " + window));
      }
      List<List<IdleWindow>> found = new IndexedWorld(world).pages();
      List<IdleWindow> all = found.stream().flatMap(List::stream).toList();
      assertThat(all.stream().map(MinuteOracleTest::told).sorted().toList())
          .as("index, world %s", number)
          .isEqualTo(expected.stream().sorted().toList());
      assertThat(all.stream().map(MinuteOracleTest::rank))
          .as("order, world %s", number)
          .isSortedAccordingTo(world.request.order().comparator());
      windows += expected.size();
      assets += world.assets.size();
      pages += found.size();
    }
    System.out.printf(
        "oracle by the minute: %,d worlds, %,d assets, %,d windows, %,d pages: all the same%n",
        WORLDS, assets, windows, pages);
    assertThat(windows).isGreaterThan(10_000);
  }

  private static List<String> explained(OracleWorld world, OracleWorld.One one) {
    SearchRequest request = world.request;
    Optional<TimeRange> within = request.minutes();
    return within.isEmpty()
        ? List.of()
        : IdleWindows.stretches(
                one.time(within.get(), world.now), Chances.steps(request.minProbability()))
            .stream()
            .filter(stretch -> stretch.verdict() == Verdict.OFFERED)
            .filter(stretch -> ExactSearch.isLongEnough(stretch, one.terms(), request))
            .map(it -> told(it.start(), it.end(), it.probability().orElseThrow()))
            .toList();
  }

  private static String told(IdleWindow window) {
    return window.asset().publicId()
        + " "
        + told(window.start(), window.end(), window.probability());
  }

  private static String told(Instant start, Instant end, double probability) {
    return Minutes.floor(start) + ".." + Minutes.floor(end) + " " + Math.round(probability * 200);
  }

  private static Rank rank(IdleWindow window) {
    return new Rank(
        Minutes.floor(window.start()),
        window.distanceKm().orElseThrow(),
        (int) Math.round(window.probability() * 200),
        window.asset().publicId());
  }
}
