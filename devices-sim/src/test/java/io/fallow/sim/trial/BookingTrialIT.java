package io.fallow.sim.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The trial of bookings, shortened. What it prints says how it went. */
class BookingTrialIT {

  @Test
  void whateverIsKilledNothingIsBookedTwiceOrLostOrRefusedWithoutReason() throws Exception {
    BookingVerdict verdict = new BookingTrial(30, Duration.ofSeconds(15), 2, 1, System.out).run();

    System.out.println(verdict);
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.sound()).as("%s", verdict).isTrue();
  }
}
