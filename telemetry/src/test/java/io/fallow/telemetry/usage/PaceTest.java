package io.fallow.telemetry.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

  /** What the index of idle windows takes to look, besides. */
  private static final long INDEX_MS = 350;

  private final Pace pace = new Pace();

  @ParameterizedTest
  @ValueSource(longs = {0, 20, 100, 180})
  void aReadingShowsWithinTwoSecondsWhileARoundTakesLessThanAFifthOfOne(long workMs) {
    long pause = afterARoundOf(workMs);

    assertThat(pace.restMs() + pause + workMs + INDEX_MS).isLessThanOrEqualTo(2_000);
  }

  @Test
  void restsAndPausesForSecondsUnderLoad() {
    assertThat(afterARoundOf(1_000)).isEqualTo(2_000);
    assertThat(pace.restMs()).isEqualTo(2_000);
    assertThat(afterARoundOf(60_000)).isEqualTo(3_000);
  }

  @Test
  void aRoundIsAllStepsBetweenTwoPauses() {
    pace.worked(TimeUnit.MILLISECONDS.toNanos(300));
    assertThat(afterARoundOf(300)).isEqualTo(1_200);
    assertThat(afterARoundOf(0)).isEqualTo(250);
    assertThat(pace.restMs()).isEqualTo(200);
  }

  @Test
  void onlyWhatIsMeasuredIsWork() {
    assertThat(pace.measured(() -> "done")).isEqualTo("done");
    assertThat(pace.pauseMs()).isEqualTo(250);
  }

  private long afterARoundOf(long workMs) {
    pace.worked(TimeUnit.MILLISECONDS.toNanos(workMs));
    return pace.pauseMs();
  }
}
