package io.fallow.sim.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoreTest {

  private static final Offset<Double> EXACTLY = within(1e-12);

  private final Score score = new Score();

  @Test
  void isTheMeanSquareOfWhatWasSaidLessWhatCame() {
    score.add(1, true);
    assertThat(score.brier()).isZero();
    score.add(0.5, false);
    score.add(0.8, false);
    assertThat(score.brier()).isCloseTo((0.25 + 0.64) / 3, EXACTLY);
    assertThat(score.idle()).isCloseTo(1.0 / 3, EXACTLY);
  }

  @Test
  void countsAsOfferedFromNineTenthsOn() {
    score.add(0.9, true);
    score.add(0.95, true);
    score.add(0.99, false);
    score.add(0.8999, true);
    score.add(0.1, false);
    assertThat(score.offered()).isCloseTo(3.0 / 5, EXACTLY);
    assertThat(score.idleOfOffered()).isCloseTo(2.0 / 3, EXACTLY);
    assertThat(score.offeredOfIdle()).isCloseTo(2.0 / 3, EXACTLY);
  }

  @Test
  void sortsWhatWasSaidIntoTenths() {
    score.add(0.3, true);
    score.add(0.36, false);
    score.add(0.39, false);
    score.add(1, true);
    assertThat(score.inBin(3)).isEqualTo(3);
    assertThat(score.saidInBin(3)).isCloseTo(0.35, EXACTLY);
    assertThat(score.idleInBin(3)).isCloseTo(1.0 / 3, EXACTLY);
    assertThat(score.inBin(9)).isEqualTo(1);
    assertThat(score.inBin(4)).isZero();
  }

  @Test
  void isReportedWithATableOfTheTenthsThatWereSaid() {
    score.add(0.3, true);
    score.add(0.35, false);
    score.add(0.95, true);
    score.add(0.97, true);
    String text = Report.of(7, Map.of(Forecaster.OURS, score), List.of("one", "two"));
    assertThat(text.lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsExactly(
            "",
            "7 days ahead",
            "Brier p >= 0.9 of idle time idle there",
            "Fallow 0.1540 50.0 % 66.7 % 100.0 %",
            "Fallow said of the time mean said idle came",
            "0.3 to 0.4 50.0 % 0.325 0.500",
            "0.9 to 1.0 50.0 % 0.960 1.000",
            "a baseline was better on 2:",
            "one",
            "two");
  }
}
