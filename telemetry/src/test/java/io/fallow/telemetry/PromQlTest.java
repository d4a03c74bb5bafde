package io.fallow.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromQlTest {

  @Test
  void findsMetricsAndLabelsAndNothingElse() {
    PromQl query =
        PromQl.parse(
            "sum by (pool, reason) (rate(a_total{instance=~\"$i\",area=\"x(y\"}[$__rate_interval]))"
                + " / on (job) max(b) > 0.5 or c{} unless d == 3");

    assertThat(query.metrics()).containsExactly("a_total", "b", "c", "d");
    assertThat(query.labels()).containsExactly("area", "instance", "job", "pool", "reason");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rate(a[5m]", "rat(a[5m])", "a{x=\"y\")", "sum(a))", "rate(a[5 minutes])", "1"})
  void refusesWhatIsNoExpression(String text) {
    assertThatThrownBy(() -> PromQl.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
