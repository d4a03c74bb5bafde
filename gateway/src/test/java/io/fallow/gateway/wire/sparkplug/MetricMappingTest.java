package io.fallow.gateway.wire.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fallow.gateway.wire.Activity;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MetricMappingTest {

  private static final Optional<String> NODE = Optional.empty();

  private static Held after(MetricTarget target, MetricValue value) {
    return target.update(Held.NOTHING, value);
  }

  @Test
  void aDeviceIsCalledLikeItsAssetWhereNothingElseIsSaid() {
    assertThat(MetricMapping.USUAL.target(Optional.of("press-7"), "powerW"))
        .contains(MetricTarget.of("press-7", Quantity.POWER));
    assertThat(MetricMapping.USUAL.target(NODE, "press-7/activity"))
        .contains(MetricTarget.of("press-7", Quantity.ACTIVITY));
    assertThat(MetricMapping.USUAL.target(Optional.of("press-7"), "temperature")).isEmpty();
    assertThat(MetricMapping.USUAL.target(Optional.of("Press 7"), "powerW")).isEmpty();
    assertThat(MetricMapping.USUAL.target(NODE, "bdSeq")).isEmpty();
  }

  @Test
  void aLineCountsBeforeWhatIsUsual() {
    MetricTarget kilowatts = new MetricTarget("saw-1", Quantity.POWER, 1_000, 0, Map.of());
    Map<MetricMapping.Source, MetricTarget> lines =
        Map.of(new MetricMapping.Source(Optional.of("press-7"), "powerW"), kilowatts);

    assertThat(new MetricMapping(lines, true).target(Optional.of("press-7"), "powerW"))
        .contains(kilowatts);
    assertThat(new MetricMapping(lines, false).target(Optional.of("press-7"), "activity"))
        .isEmpty();
    assertThat(after(kilowatts, new MetricValue.Decimal(1.5)).powerW())
        .isEqualTo(OptionalDouble.of(1_500));
  }

  @Test
  void readsAnActivityByItsNameItsCodeOrItsMapping() {
    MetricTarget plain = MetricTarget.of("saw-1", Quantity.ACTIVITY);
    MetricTarget mapped =
        new MetricTarget(
            "saw-1",
            Quantity.ACTIVITY,
            1,
            0,
            Map.of("RUN", Activity.IN_USE, "3", Activity.FAULT, "*", Activity.OFF));

    assertThat(after(plain, new MetricValue.Words("in_use")).activity()).contains(Activity.IN_USE);
    assertThat(after(plain, new MetricValue.Whole(4)).activity()).contains(Activity.FAULT);
    assertThat(after(plain, new MetricValue.Flag(false)).activity()).contains(Activity.STANDBY);
    assertThat(after(mapped, new MetricValue.Words("RUN")).activity()).contains(Activity.IN_USE);
    assertThat(after(mapped, new MetricValue.Whole(3)).activity()).contains(Activity.FAULT);
    assertThat(after(mapped, new MetricValue.Flag(true)).activity()).contains(Activity.OFF);
  }

  @Test
  void aValueThatMakesNoSenseIsRefused() {
    MetricTarget power = MetricTarget.of("saw-1", Quantity.POWER);
    MetricTarget count = MetricTarget.of("saw-1", Quantity.COUNTER);
    MetricTarget activity = MetricTarget.of("saw-1", Quantity.ACTIVITY);

    refuses(power, new MetricValue.Decimal(Double.NaN));
    refuses(power, new MetricValue.Decimal(-1));
    refuses(power, new MetricValue.Words("5"));
    refuses(count, new MetricValue.Whole(-1));
    refuses(count, new MetricValue.Decimal(0x1p64));
    refuses(activity, new MetricValue.Whole(9));
    refuses(activity, new MetricValue.Complex());
  }

  private static void refuses(MetricTarget target, MetricValue value) {
    assertThatIllegalArgumentException().isThrownBy(() -> after(target, value));
  }

  @Test
  void aMissingValueEndsTheOneBeforeIt() {
    MetricTarget count = MetricTarget.of("saw-1", Quantity.COUNTER);
    Held five = count.update(Held.NOTHING, new MetricValue.Whole(5));

    assertThat(five.counter()).isEqualTo(OptionalLong.of(5));
    assertThat(count.update(five, new MetricValue.Nothing())).isEqualTo(Held.NOTHING);
  }
}
