package io.fallow.sim.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.wire.Activity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {

  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  @Test
  void aDeviceDoesWhatItsScriptSays() {
    Script script =
        new Script(
            List.of(act(180, 200, Activity.FAULT), act(0, 60, Activity.IN_USE), act(170, 190)));
    SimulatedDevice device = new SimulatedDevice("mill", Models.mill(), script, 1);
    assertThat(device.truth(NINE, NINE.plusSeconds(60 * 210)))
        .contains(
            act(0, 60, Activity.IN_USE),
            act(170, 180, Activity.IN_USE),
            act(180, 200, Activity.FAULT));
    assertThat(device.readings(NINE, NINE.plusSeconds(60 * 210)))
        .extracting(each -> each.activity().orElseThrow())
        .contains(Activity.IN_USE, Activity.FAULT);
  }

  @Test
  void aScriptSaysNothingOfRest() {
    assertThatThrownBy(() -> new Script(List.of(act(0, 1, Activity.OFF))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static TruthInterval act(int fromMinute, int toMinute) {
    return act(fromMinute, toMinute, Activity.IN_USE);
  }

  private static TruthInterval act(int fromMinute, int toMinute, Activity activity) {
    return new TruthInterval(
        NINE.plusSeconds(60L * fromMinute), NINE.plusSeconds(60L * toMinute), activity);
  }
}
