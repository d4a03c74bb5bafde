package io.fallow.scheduler.booking;

import static io.fallow.scheduler.booking.Desk.slot;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.calendar.TimeRange;
import io.fallow.scheduler.calendar.Turnaround;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NewTimeTest {

  private static final Turnaround HOUR = new Turnaround(Duration.ofHours(1), Duration.ofHours(1));

  /** Booked from 4 to 8, and blocked from 3 to 10: two hours after it. */
  private static NewTime to(int fromHour, int toHour) {
    return new NewTime(slot(4, 8), slot(3, 10), slot(fromHour, toHour));
  }

  private static boolean concerns(NewTime time, String code) {
    return time.concerns(Violation.soft(code, ""));
  }

  @Test
  void whoGivesTimeBackIsBoundByTheShapeOfABookingAlone() {
    NewTime shorter = to(4, 6);
    assertThat(concerns(shorter, "too-short")).isTrue();
    assertThat(concerns(shorter, "too-long")).isFalse();
    assertThat(concerns(shorter, "outside-opening")).isFalse();
    assertThat(concerns(shorter, "in-the-past")).isFalse();
    assertThat(shorter.added()).isEmpty();
  }

  @Test
  void whoKeepsTheStartNeedsNoNotice() {
    assertThat(concerns(to(4, 9), "in-the-past")).isFalse();
    assertThat(concerns(to(5, 9), "in-the-past")).isTrue();
    assertThat(concerns(to(4, 9), "beyond-horizon")).isTrue();
  }

  @Test
  void onlyAddedTimeIsJudged() {
    assertThat(to(4, 9).added()).contains(slot(8, 9));
    assertThat(to(2, 8).added()).contains(slot(2, 4));
    assertThat(to(6, 11).added()).contains(slot(8, 11));
    assertThat(to(3, 9).added()).contains(slot(3, 9));
    assertThat(to(20, 22).added()).contains(slot(20, 22));
  }

  @Test
  void anEndThatStaysKeepsItsTurnaround() {
    assertThat(to(4, 9).blocked(HOUR)).isEqualTo(slot(3, 10));
    assertThat(to(2, 8).blocked(HOUR)).isEqualTo(slot(1, 10));
    assertThat(to(4, 6).blocked(HOUR)).isEqualTo(slot(3, 8));
    TimeRange moved = to(20, 22).blocked(HOUR);
    assertThat(moved).isEqualTo(slot(19, 23));
  }
}
