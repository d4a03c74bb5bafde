package io.fallow.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Reading;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {

  @Test
  void ordersByTimeAndCutsAtTheSize() {
    assertThat(Batches.of(List.of(at(3), at(1), at(2), at(5), at(4)), 2))
        .containsExactly(List.of(at(1), at(2)), List.of(at(3), at(4)), List.of(at(5)));
  }

  @Test
  void neverDividesAnInstant() {
    Reading other = Reading.ofPower("other", at(2).time(), 1);

    assertThat(Batches.of(List.of(at(1), at(2), other, at(3)), 2))
        .containsExactly(List.of(at(1), at(2), other), List.of(at(3)));
  }

  @Test
  void makesNoMessageOfNothing() {
    assertThat(Batches.of(List.of(), 2)).isEmpty();
  }

  private static Reading at(long second) {
    return Reading.ofPower("mill", Instant.ofEpochSecond(second), 100);
  }
}
