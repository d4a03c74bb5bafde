package io.fallow.scheduler.calendar;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeeklyOpeningTest {

  @Test
  void takesMidnightForTheEndOfTheDay() {
    assertThat(WeeklyOpening.on(List.of(MONDAY), "18:00", "24:00"))
        .containsExactly(new WeeklyOpening(MONDAY, LocalTime.of(18, 0), LocalTime.MIDNIGHT));
    assertThat(WeeklyOpening.on(List.of(MONDAY), "18:00", "00:00"))
        .isEqualTo(WeeklyOpening.on(List.of(MONDAY), "18:00", "24:00"));
  }

  @Test
  void cutsNightHoursAtMidnight() {
    assertThat(WeeklyOpening.on(List.of(SUNDAY), "22:00", "06:00"))
        .containsExactly(
            new WeeklyOpening(SUNDAY, LocalTime.of(22, 0), LocalTime.MIDNIGHT),
            new WeeklyOpening(MONDAY, LocalTime.MIDNIGHT, LocalTime.of(6, 0)));
  }

  @Test
  void refusesHoursThatEndBeforeTheyStart() {
    assertThatThrownBy(() -> new WeeklyOpening(MONDAY, LocalTime.of(9, 0), LocalTime.of(9, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesATimeThatIsNone() {
    assertThatThrownBy(() -> WeeklyOpening.on(List.of(MONDAY), "9 am", "10:00"))
        .isInstanceOf(DateTimeException.class);
  }
}
