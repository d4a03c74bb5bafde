package io.fallow.scheduler.booking;

import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.scheduler.calendar.TimeRange;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifeTest {

  private static final Duration TURN = Duration.ofMinutes(30);

  private static Claim claim(Status status) {
    TimeRange during = slot(2, 4);
    Optional<Instant> expires = Optional.of(during.start());
    return Claim.fresh(status, during, during.widened(TURN, TURN), expires);
  }

  private static Set<String> steps(Class<?> state) {
    return Arrays.stream(state.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> method.getGenericReturnType().getTypeName().contains("Step"))
        .map(method -> method.getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void eachStateOffersOnlyWhatMayHappenInIt() {
    assertThat(steps(Life.Held.class))
        .containsExactly("bump", "cancel", "confirm", "expire", "move", "request");
    assertThat(steps(Life.Requested.class))
        .containsExactly("approve", "bump", "cancel", "decline", "expire", "move");
    assertThat(steps(Life.Confirmed.class))
        .containsExactly("bump", "cancel", "checkIn", "complete", "move", "noShow");
    assertThat(steps(Life.InUse.class))
        .containsExactly("bump", "complete", "endAt", "offerRelease", "overrun", "release");
    assertThat(steps(Life.Over.class))
        .containsExactly("noShowAfterAll", "seenAfterAll", "waiveFee");
  }

  @Test
  void lateReadingsSayNothingOfWhatWasGivenUpBeforeItBegan() {
    Life.Over cancelled = new Life.Over(claim(Status.CANCELLED));
    assertThatThrownBy(cancelled::noShowAfterAll).isInstanceOf(IllegalStateException.class);
    assertThat(new Life.Over(claim(Status.COMPLETED)).noShowAfterAll().after().status())
        .isEqualTo(Status.NO_SHOW);
  }

  @Test
  void everyStatusIsAStateAndFourAreLive() {
    for (Status status : Status.values()) {
      Life life = Life.of(claim(status));
      assertThat(life instanceof Life.Live).as(status.name()).isEqualTo(status.isLive());
      assertThat(Life.Live.of(claim(status)).isPresent()).isEqualTo(status.isLive());
    }
  }

  @Test
  void whatIsReleasedKeepsTheTimeToTurnTheAssetAround() {
    Instant now = slot(3, 4).start();
    Claim after = new Life.InUse(claim(Status.IN_USE)).release(now).after();
    assertThat(after.status()).isEqualTo(Status.COMPLETED);
    assertThat(after.during().end()).isEqualTo(now);
    assertThat(after.blocked().end()).isEqualTo(now.plus(TURN));
  }

  @Test
  void onlyACancellationAtACostIsWaived() {
    assertThat(new Life.Over(claim(Status.COMPLETED)).waiveFee()).isEmpty();
    assertThat(new Life.Over(claim(Status.CANCELLED)).waiveFee()).isEmpty();
    assertThat(new Life.Over(claim(Status.CANCELLED).costing(0)).waiveFee()).isEmpty();
    Step waived = new Life.Over(claim(Status.CANCELLED).costing(50)).waiveFee().orElseThrow();
    assertThat(waived.after().feePercent()).hasValue(0);
  }

  @Test
  void aReservationBeginsHeldRequestedOrConfirmedOnly() {
    for (Status status : Status.values()) {
      if (!Set.of(Status.HELD, Status.REQUESTED, Status.CONFIRMED).contains(status)) {
        assertThatThrownBy(
                () -> new NewReservation(null, null, claim(status), "", Optional.empty()))
            .as(status.name())
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
