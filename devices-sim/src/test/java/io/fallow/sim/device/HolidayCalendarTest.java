package io.fallow.sim.device;

import static io.fallow.sim.device.HolidayCalendar.BADEN_WUERTTEMBERG;
import static io.fallow.sim.device.HolidayCalendar.NONE;
import static io.fallow.sim.device.HolidayCalendar.USA;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidayCalendarTest {

  @ParameterizedTest
  @CsvSource({
    "2026-04-03, Good Friday",
    "2026-04-06, Easter Monday",
    "2027-03-29, Easter Monday",
    "2026-05-14, Ascension Day",
    "2026-06-04, Corpus Christi",
    "2026-11-01, All Saints' Day",
    "2038-04-25, Easter Sunday"
  })
  void knowsTheHolidaysOfBadenWuerttemberg(LocalDate day, String name) {
    assertThat(BADEN_WUERTTEMBERG.holiday(day)).contains(name);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-25, Memorial Day",
    "2026-09-07, Labor Day",
    "2026-11-26, Thanksgiving",
    "2027-07-04, Independence Day"
  })
  void knowsTheHolidaysOfTheUsa(LocalDate day, String name) {
    assertThat(USA.holiday(day)).contains(name);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-21", "2026-11-19", "2026-05-18", "2026-09-14"})
  void knowsOrdinaryDays(LocalDate day) {
    assertThat(USA.holiday(day)).isEmpty();
    assertThat(BADEN_WUERTTEMBERG.holiday(day)).isEmpty();
    assertThat(NONE.holiday(day)).isEmpty();
  }
}
