package io.fallow.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a value that a source reads. */
class TargetTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Map<String, Activity> WORDS =
      Map.of("Running", Activity.IN_USE, "3", Activity.FAULT, "true", Activity.STANDBY);

  private final Snapshot snapshot = new Snapshot(NOON);
  private final Target power = new Target("mri-1", Quantity.POWER, 1000, Map.of());
  private final Target counter = new Target("mri-1", Quantity.COUNTER, 1, Map.of());
  private final Target activity = new Target("mri-1", Quantity.ACTIVITY, 1, WORDS);

  @Test
  void putsTheValuesOfAnAssetIntoOneReading() throws SourceException {
    power.number(1.5, snapshot);
    counter.text(" 42 ", snapshot);
    activity.text("running", snapshot);

    assertThat(snapshot.readings()).hasSize(1);
    Reading reading = snapshot.readings().get(0);
    assertThat(reading.time()).isEqualTo(NOON);
    assertThat(reading.powerW()).hasValue(1500);
    assertThat(reading.counter()).hasValue(42);
    assertThat(reading.activity()).contains(Activity.IN_USE);
  }

  @ParameterizedTest
  @CsvSource({"RUNNING,IN_USE", "3,FAULT", "TRUE,STANDBY", "off,OFF", "Unknown,UNKNOWN"})
  void knowsTheMapAndTheActivitiesOwnNames(String text, Activity expected) throws SourceException {
    activity.text(text, snapshot);

    assertThat(snapshot.readings().get(0).activity()).contains(expected);
  }

  @Test
  void readsANumberOfTheMapAsItIsWritten() throws SourceException {
    activity.number(3.0, snapshot);

    assertThat(snapshot.readings().get(0).activity()).contains(Activity.FAULT);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -0.001, 1e9})
  void refusesWhatNoMachineDraws(double value) {
    assertThatThrownBy(() -> power.number(value, snapshot))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("is no power");
    assertThat(snapshot.readings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "1,5", "NaN", "0x10", "1e999999999"})
  void refusesTextThatIsNoNumber(String text) {
    assertThatThrownBy(() -> counter.text(text, snapshot)).isInstanceOf(SourceException.class);
    assertThat(snapshot.readings()).isEmpty();
  }

  @Test
  void saysInOneShortLineWhatItDoesNotKnow() {
    assertThatThrownBy(() -> activity.text("what\nis \u001b[31mthis" + "!".repeat(500), snapshot))
        .isInstanceOf(SourceException.class)
        .hasMessageMatching("mri-1: '[^\\p{Cntrl}]{41}' is not in the map of activities");
  }
}
