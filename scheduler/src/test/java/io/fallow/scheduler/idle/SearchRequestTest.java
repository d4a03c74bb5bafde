package io.fallow.scheduler.idle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fallow.telemetry.registry.Facility;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchRequestTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  @Test
  void findsNoFaultInAPlainSearch() {
    assertThat(SearchRequest.within(NOW, NOW.plus(Duration.ofDays(28))).faults(NOW)).isEmpty();
  }

  @Test
  void namesEveryFaultAtOnce() {
    SearchRequest nonsense =
        new SearchRequest(
            SearchRequest.Wanted.ANY,
            NOW,
            NOW,
            Duration.ofMinutes(1),
            Optional.of(new SearchRequest.Near(91, Double.NaN, 0)),
            0.2,
            Optional.of(NOW.plusSeconds(1)),
            Order.SOONEST,
            Optional.empty(),
            0);
    assertThat(codes(nonsense.faults(NOW)))
        .containsExactly(
            "to range-empty",
            "minDuration too-short",
            "near latitude-out-of-range",
            "near longitude-out-of-range",
            "radiusKm radius-out-of-range",
            "minProbability probability-out-of-range",
            "asOf as-of-in-future",
            "limit limit-out-of-range");
  }

  @Test
  void needsAPlaceToTellWhatIsNearest() {
    SearchRequest search = SearchRequest.within(NOW, NOW.plus(Duration.ofDays(1)));
    assertThat(codes(search.by(Order.NEAREST).faults(NOW))).containsExactly("order incomplete");
    SearchRequest.Near here = new SearchRequest.Near(52, 13, 10);
    assertThat(search.by(Order.NEAREST).near(here).faults(NOW)).isEmpty();
  }

  @Test
  void refusesTimesThatNobodyMeans() {
    assertThat(codes(SearchRequest.within(Instant.MIN, Instant.MAX).faults(NOW)))
        .contains("from out-of-bounds", "to out-of-bounds", "to range-too-long");
    assertThat(codes(SearchRequest.within(Instant.MAX, Instant.MIN).faults(NOW)))
        .contains("to range-empty");
    assertThat(codes(SearchRequest.within(NOW, NOW.plus(Duration.ofDays(36))).faults(NOW)))
        .containsExactly("to range-too-long");
  }

  @Test
  void measuresDistancesOnTheEarth() {
    Facility berlin = new Facility(1, 1, "b", "Berlin", ZoneOffset.UTC, 52.52, 13.405);
    SearchRequest.Near hamburg = new SearchRequest.Near(53.551, 9.994, 1);
    assertThat(Distances.km(hamburg, berlin)).isCloseTo(255, within(2.0));
    assertThat(Distances.km(new SearchRequest.Near(52.52, 13.405, 1), berlin)).isZero();
    Facility farSide = new Facility(1, 1, "f", "Far", ZoneOffset.UTC, 0, 180);
    assertThat(Distances.km(new SearchRequest.Near(0, 0, 1), farSide))
        .isCloseTo(20015, within(1.0));
  }

  private static List<String> codes(List<Fault> faults) {
    return faults.stream().map(fault -> fault.field() + " " + fault.code()).toList();
  }
}
