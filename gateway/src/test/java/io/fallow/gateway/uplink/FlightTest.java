package io.fallow.gateway.uplink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FlightTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void hasRoomForItsWindowAndAgainAfterALanding() throws Exception {
    Flight flight = new Flight(2, LONG);
    assertThat(flight.room(LONG)).isEqualTo(2);
    flight.launched();
    flight.launched();
    assertThat(flight.room(Duration.ofMillis(1))).isZero();

    CompletableFuture<Integer> room = CompletableFuture.supplyAsync(() -> room(flight));
    flight.landed();

    assertThat(room.get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(flight.hasDelivered()).isTrue();
  }

  @Test
  void tellsItsFirstLossToWhoeverWaits() {
    Flight flight = new Flight(1, LONG);
    flight.launched();

    CompletableFuture<Integer> room = CompletableFuture.supplyAsync(() -> room(flight));
    flight.lose(new UplinkException("first"));
    flight.lose(new UplinkException("second"));

    assertThatThrownBy(() -> room.get(10, TimeUnit.SECONDS)).hasMessageContaining("first");
  }

  @Test
  void losesPatienceWithABrokerThatAcknowledgesNothing() {
    Flight flight = new Flight(10, Duration.ofNanos(1));
    flight.launched();

    assertThatThrownBy(() -> flight.room(Duration.ofMillis(1)))
        .hasMessageContaining("not acknowledged any of 1 messages");
  }

  @Test
  void isPatientWhileNothingIsOnItsWay() throws Exception {
    assertThat(new Flight(10, Duration.ofNanos(1)).room(LONG)).isEqualTo(10);
  }

  private static int room(Flight flight) {
    try {
      return flight.room(LONG);
    } catch (UplinkException | InterruptedException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
