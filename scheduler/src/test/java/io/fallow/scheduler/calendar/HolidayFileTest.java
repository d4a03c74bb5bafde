package io.fallow.scheduler.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolidayFileTest {

  private static final LocalDate FROM = LocalDate.parse("2026-11-01");
  private static final LocalDate UNTIL = LocalDate.parse("2028-10-31");

  @Test
  void closesTheDayOfAnEvent() {
    assertThat(days("DTSTART;VALUE=DATE:20261224", "SUMMARY:Christmas Eve\\, early"))
        .containsExactly(day("2026-12-24", "Christmas Eve, early"));
  }

  @Test
  void closesEachDayUntilTheDayBeforeItsEnd() {
    assertThat(days("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227", "SUMMARY:Xmas"))
        .extracting(closed -> closed.day().toString())
        .containsExactly("2026-12-24", "2026-12-25", "2026-12-26");
    assertThat(days("DTSTART;VALUE=DATE:20261224", "DURATION:P1W")).hasSize(7);
  }

  @Test
  void closesADayOfEachYearWithinTheWindow() {
    assertThat(
            days(
                "DTSTART;VALUE=DATE:19701225",
                "RRULE:FREQ=YEARLY",
                "EXDATE;VALUE=DATE:20271225",
                "SUMMARY:Christmas"))
        .containsExactly(day("2026-12-25", "Christmas"));
    assertThat(days("DTSTART;VALUE=DATE:20000501", "RRULE:FREQ=YEARLY"))
        .extracting(closed -> closed.day().toString())
        .containsExactly("2027-05-01", "2028-05-01");
  }

  @Test
  void leavesOutWhatIsCancelledAndWhatLiesOutsideTheWindow() {
    assertThat(days("DTSTART;VALUE=DATE:20261224", "STATUS:CANCELLED")).isEmpty();
    assertThat(days("DTSTART;VALUE=DATE:20201224")).isEmpty();
  }

  @Test
  void readsFoldedLinesTimeZonesAndAlarms() {
    String text =
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//x//y//EN
        BEGIN:VTIMEZONE
        TZID:Europe/Berlin
        TZURL:http://127.0.0.1:1/never
        BEGIN:STANDARD
        DTSTART:19701025T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:1
        DTSTAMP:20260101T000000Z
        DTSTART;VALUE=DATE:20261224
        SUMMARY:A long na
         me
        BEGIN:VALARM
        ACTION:DISPLAY
        SUMMARY:not this
        END:VALARM
        END:VEVENT
        END:VCALENDAR
        """
            .replace("\n", "\r\n");
    assertThat(closed(text)).containsExactly(day("2026-12-24", "A long name"));
  }

  @Test
  void isCheapWhateverManyEventsCloseTheSameDaysAgainAndAgain() {
    StringBuilder text = new StringBuilder("BEGIN:VCALENDAR\r\n");
    for (int event = 0; text.length() < 59_000; event++) {
      text.append("BEGIN:VEVENT\r\nDTSTART:20260101\r\nDURATION:P31D\r\n")
          .append("RRULE:FREQ=DAILY\r\nSUMMARY:")
          .append(event)
          .append("\r\nEND:VEVENT\r\n");
    }
    text.append("END:VCALENDAR\r\n");
    Checked<List<ClosedDay>> read =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () ->
                HolidayFile.read(
                    text.toString(), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31)));
    List<ClosedDay> closed = read.fold(days -> days, faults -> List.of());
    assertThat(closed).hasSize(365).allMatch(day -> day.reason().length() <= 200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DTSTART:20261224T100000Z                                        | not-all-day",
        "DTSTART;VALUE=DATE:20261324                                     | not-all-day",
        "SUMMARY:nothing                                                 | missing",
        "DTSTART;VALUE=DATE:20261224#DTEND;VALUE=DATE:20261224           | out-of-range",
        "DTSTART;VALUE=DATE:20261224#DTEND;VALUE=DATE:20271224           | out-of-range",
        "DTSTART;VALUE=DATE:20261224#DURATION:PT5H                       | format",
        "DTSTART;VALUE=DATE:20261224#RRULE:FREQ=SECONDLY                 | too-frequent",
        "DTSTART;VALUE=DATE:20261224#RRULE:FREQ=YEARLY;X=1               | unknown-part",
        "DTSTART;VALUE=DATE:20261224#RDATE;VALUE=DATE:20261231           | unsupported"
      })
  void refusesAnEventThatIsNoHoliday(String properties, String code) {
    assertThat(faults(event(properties.split("#"))))
        .extracting(Fault::field, Fault::code)
        .containsExactly(tuple("calendar", code));
  }

  @Test
  void namesEachFaultWithItsEvent() {
    String text =
        String.join(
            "\r\n",
            "BEGIN:VCALENDAR",
            "BEGIN:VEVENT",
            "DTSTART:20261224T100000",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "DTSTART:20261224",
            "END:VEVENT",
            "BEGIN:VEVENT",
            "SUMMARY:x",
            "END:VEVENT",
            "END:VCALENDAR",
            "");
    assertThat(faults(text))
        .extracting(Fault::message)
        .containsExactly(
            "event 1 has a DTSTART that is not a day, such as 20261225", "event 3 has no DTSTART");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "BEGIN:VCALENDAR",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n",
        "BEGIN:VEVENT\r\nDTSTART:20261224\r\nEND:VEVENT\r\n"
      })
  void refusesAFileThatIsNoCalendar(String text) {
    assertThat(faults(text)).extracting(Fault::code).containsExactly("malformed");
  }

  @Test
  void isCheapToRefuseWhatIsHostile() {
    String deep = "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n".repeat(4000);
    String many =
        "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\nEND:VEVENT\r\n".repeat(2000) + "END:VCALENDAR\r\n";
    long start = System.nanoTime();
    assertThat(faults(deep)).extracting(Fault::code).containsExactly("malformed");
    assertThat(faults(many)).extracting(Fault::code).containsExactly("too-many");
    assertThat(faults("BEGIN:VCALENDAR\r\n" + " ".repeat(10_000_000)))
        .extracting(Fault::code)
        .containsExactly("too-long");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  private static List<ClosedDay> days(String... properties) {
    return closed(event(properties));
  }

  private static List<ClosedDay> closed(String text) {
    return read(text)
        .fold(
            days -> days,
            faults -> {
              throw new AssertionError(faults);
            });
  }

  private static List<Fault> faults(String text) {
    return read(text).fold(days -> List.of(), faults -> faults);
  }

  private static Checked<List<ClosedDay>> read(String text) {
    return HolidayFile.read(text, FROM, UNTIL);
  }

  private static String event(String... properties) {
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\n"
        + String.join("\r\n", properties).strip()
        + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  }

  private static ClosedDay day(String day, String reason) {
    return new ClosedDay(LocalDate.parse(day), reason);
  }
}
