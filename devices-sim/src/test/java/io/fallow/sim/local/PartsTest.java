package io.fallow.sim.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {

  private final List<String> stopped = new ArrayList<>();
  private final Parts parts = new Parts();

  @Test
  void stopsInReverseOrderAndOnceEvenWhenOneFails() {
    parts.add("first", part("first"));
    parts.add(
        "second",
        () -> {
          stopped.add("second");
          throw new IllegalStateException("on purpose");
        });
    parts.add("third", part("third"));

    parts.close();
    parts.close();

    assertThat(stopped).containsExactly("third", "second", "first");
  }

  @Test
  void stopsAtOnceWhatComesTooLate() {
    parts.close();
    assertThatIllegalStateException().isThrownBy(() -> parts.add("late", part("late")));
    assertThat(stopped).containsExactly("late");
  }

  private AutoCloseable part(String name) {
    return () -> stopped.add(name);
  }
}
