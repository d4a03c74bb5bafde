package io.fallow.gateway.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fallow.gateway.source.csv.MeterCsvOptions.Duplicates;
import io.fallow.gateway.source.csv.MeterCsvOptions.Mending;
import io.fallow.gateway.source.csv.MeterCsvOptions.Stamp;
import io.fallow.gateway.source.csv.MeterCsvOptions.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChronologyTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void placesAWallClocksTimesInTheirZone() throws RowRejected {
    assertThat(seoul(false, false).place(at("2018-01-01T00:15")).time())
        .isEqualTo(Instant.parse("2017-12-31T15:15:00Z"));
  }

  @Test
  void movesMidnightUnderTheDateOfTheDayThatEndsToTheNextDay() throws RowRejected {
    Chronology rows = seoul(true, false);
    rows.place(at("2018-01-01T23:45"));

    Placed midnight = rows.place(at("2018-01-01T00:00"));
    Placed next = rows.place(at("2018-01-02T00:15"));

    assertThat(midnight.time()).isEqualTo(Instant.parse("2018-01-01T15:00:00Z"));
    assertThat(midnight.mended()).contains(Finding.MIDNIGHT);
    assertThat(next.mended()).isEmpty();
    assertThat(next.afterGap()).isFalse();
  }

  @Test
  void namesThatMidnightWhenItMayNotMendIt() throws RowRejected {
    Chronology rows = seoul(false, false);
    rows.place(at("2018-01-01T23:45"));

    assertRejected(rows, "2018-01-01T00:00", Finding.MIDNIGHT);
    assertThat(rows.place(at("2018-01-02T00:15")).afterGap()).isTrue();
  }

  @Test
  void takesAMidnightInTheMiddleOfADayForARowThatGoesBack() throws RowRejected {
    Chronology rows = seoul(true, false);
    rows.place(at("2018-01-01T10:00"));

    assertRejected(rows, "2018-01-01T00:00", Finding.BACK_IN_TIME);
  }

  @Test
  void rejectsAllRowsUntilTheLatestIsReachedAgain() throws RowRejected {
    Chronology rows = seoul(false, false);
    rows.place(at("2018-01-01T10:00"));

    assertRejected(rows, "2018-01-01T09:30", Finding.BACK_IN_TIME);
    assertRejected(rows, "2018-01-01T09:45", Finding.BACK_IN_TIME);
    assertThat(rows.place(at("2018-01-01T10:15")).mended()).isEmpty();
  }

  @Test
  void keepsRowsThatGoBackWhenToldTo() throws RowRejected {
    Chronology rows = seoul(false, true);
    rows.place(at("2018-01-01T10:00"));

    assertThat(rows.place(at("2018-01-01T09:30")).mended()).contains(Finding.BACK_IN_TIME);
  }

  @Test
  void settlesTheHourThatOccursTwiceByTheRowsBeforeIt() throws RowRejected {
    Chronology rows = chronology("Europe/Berlin", false, false);
    rows.place(at("2026-10-25T01:45"));
    for (String utc :
        List.of("00:00", "00:15", "00:30", "00:45", "01:00", "01:15", "01:30", "01:45")) {
      Instant expected = Instant.parse("2026-10-25T" + utc + ":00Z");
      String local = "2026-10-25T02" + utc.substring(2);

      Placed placed = rows.place(at(local));

      assertThat(placed.time()).isEqualTo(expected);
      assertThat(placed.mended()).contains(Finding.AMBIGUOUS_TIME);
      assertThat(placed.afterGap()).isFalse();
    }
    assertThat(rows.place(at("2026-10-25T03:00")))
        .isEqualTo(new Placed(Instant.parse("2026-10-25T02:00:00Z"), Optional.empty(), false));
  }

  @Test
  void rejectsATimeThatNeverWas() throws RowRejected {
    Chronology rows = chronology("Europe/Berlin", false, false);
    rows.place(at("2026-03-29T01:45"));

    assertRejected(rows, "2026-03-29T02:15", Finding.NONEXISTENT_TIME);
    assertThat(rows.place(at("2026-03-29T03:00")).afterGap()).isFalse();
  }

  @Test
  void rejectsTheFutureAndTheDistantPastAndIsNotMisledByThem() throws RowRejected {
    Chronology rows = seoul(false, false);
    rows.place(at("2018-01-01T10:00"));

    assertRejected(rows, "2081-01-01T10:15", Finding.FUTURE);
    assertRejected(rows, "1970-01-01T10:15", Finding.TOO_OLD);
    assertThat(rows.place(at("2018-01-01T10:15")).mended()).isEmpty();
  }

  private static void assertRejected(Chronology rows, String local, Finding finding) {
    assertThatExceptionOfType(RowRejected.class)
        .isThrownBy(() -> rows.place(at(local)))
        .satisfies(rejected -> assertThat(rejected.finding()).isEqualTo(finding));
  }

  private static RowTime at(String local) {
    return RowTime.of(LocalDateTime.parse(local));
  }

  private static Chronology seoul(boolean midnight, boolean keepOutOfOrder) {
    return chronology("Asia/Seoul", midnight, keepOutOfOrder);
  }

  private static Chronology chronology(String zone, boolean midnight, boolean keepOutOfOrder) {
    Times times =
        new Times(
            List.of("t"), "iso", ZoneId.of(zone), Stamp.END, Optional.of(Duration.ofMinutes(15)));
    return new Chronology(times, new Mending(midnight, Duplicates.FIRST, keepOutOfOrder), NOW);
  }
}
