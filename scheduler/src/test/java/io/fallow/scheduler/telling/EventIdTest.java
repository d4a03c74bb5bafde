package io.fallow.scheduler.telling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {

  @Test
  void ordersByTransactionAndThenByNumber() {
    assertThat(new EventId(2, 1)).isGreaterThan(new EventId(1, 9));
    assertThat(new EventId(2, 1)).isLessThan(new EventId(2, 2));
    assertThat(EventId.endOf(2)).isGreaterThan(new EventId(2, 999)).isLessThan(new EventId(3, 1));
  }

  @Test
  void readsWhatItWrites() {
    EventId id = new EventId(812, 4711);
    assertThat(EventId.parse(id.toString())).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "1", "1-", "-1", "1--2", "a-1", "1-2-3", "9999999999999999999-1"})
  void refusesAnythingElse(String text) {
    assertThat(EventId.parse(text)).isEmpty();
  }
}
