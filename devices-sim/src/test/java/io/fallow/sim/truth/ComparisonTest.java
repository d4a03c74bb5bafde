package io.fallow.sim.truth;

import static io.fallow.gateway.wire.Activity.IN_USE;
import static io.fallow.gateway.wire.Activity.OFF;
import static io.fallow.gateway.wire.Activity.STANDBY;
import static io.fallow.gateway.wire.Activity.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-11-02T00:00:00Z");

  @Test
  void findsNothingWrongWithTheTruth() {
    List<Span> truth = List.of(span(0, 6, OFF), span(6, 8, IN_USE), span(8, 9, UNKNOWN));

    Comparison comparison = Comparison.of(truth, truth);

    assertThat(comparison.share()).isEqualTo(1);
    assertThat(comparison.worst()).isEmpty();
    assertThat(comparison.expected(OFF)).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void weighsMistakesByTheirLengthAndNamesTheWorst() {
    Comparison comparison =
        Comparison.of(
            List.of(span(0, 6, OFF), span(6, 10, IN_USE)),
            List.of(span(0, 7, OFF), span(7, 8, IN_USE), span(8, 10, STANDBY)));

    assertThat(comparison.share()).isEqualTo(0.7);
    assertThat(comparison.worst())
        .contains(new Comparison.Mistake(IN_USE, STANDBY, Duration.ofHours(2)));
  }

  @Test
  void takesNothingDerivedForUnknown() {
    List<Span> truth = List.of(span(0, 6, OFF), span(6, 8, UNKNOWN));

    assertThat(Comparison.of(truth, List.of()).share()).isEqualTo(0.25);
    assertThat(Comparison.of(truth, List.of(span(2, 4, OFF))).share()).isEqualTo(0.5);
  }

  @Test
  void looksOnlyWhereSomethingIsExpected() {
    Comparison comparison =
        Comparison.of(List.of(span(4, 5, OFF)), List.of(span(0, 4, IN_USE), span(4, 24, OFF)));

    assertThat(comparison.share()).isEqualTo(1);
    assertThat(comparison.expected(IN_USE)).isZero();
  }

  private static Span span(int fromHour, int toHour, Activity activity) {
    return new Span(
        MIDNIGHT.plus(Duration.ofHours(fromHour)),
        MIDNIGHT.plus(Duration.ofHours(toHour)),
        activity);
  }
}
