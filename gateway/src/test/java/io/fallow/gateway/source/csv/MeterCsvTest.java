package io.fallow.gateway.source.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fallow.gateway.source.SourceException;
import io.fallow.gateway.source.csv.ImportReport.Tally;
import io.fallow.gateway.source.csv.MeterCsvOptions.Duplicates;
import io.fallow.gateway.source.csv.MeterCsvOptions.Layout;
import io.fallow.gateway.source.csv.MeterCsvOptions.Mending;
import io.fallow.gateway.source.csv.MeterCsvOptions.Quantity;
import io.fallow.gateway.source.csv.MeterCsvOptions.Stamp;
import io.fallow.gateway.source.csv.MeterCsvOptions.Times;
import io.fallow.gateway.source.csv.MeterCsvOptions.Values;
import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MeterCsvTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Mending STRICT = new Mending(false, Duplicates.FIRST, false);
  private static final Layout PLAIN = new Layout(StandardCharsets.UTF_8, ',', '.');

  private final List<Reading> readings = new ArrayList<>();

  @Test
  void stampsMeanPowerAtTheStartOfEachInterval() throws Exception {
    ImportReport report =
        read("time,kWh\n2026-01-01T00:15,3\n2026-01-01T00:30,4.5\n", energy(STRICT));

    assertThat(readings)
        .containsExactly(
            Reading.ofPower("mill", Instant.parse("2026-01-01T00:00:00Z"), 12_000),
            Reading.ofPower("mill", Instant.parse("2026-01-01T00:15:00Z"), 18_000));
    assertThat(report.rows()).isEqualTo(2);
    assertThat(report.storedAsTheyAre()).isEqualTo(2);
    assertThat(report.rejected()).isEmpty();
  }

  @Test
  void readsTheFilesOfOtherCountriesWithDateAndTimeApart() throws Exception {
    MeterCsvOptions options =
        new MeterCsvOptions(
            "mill",
            new Layout(StandardCharsets.UTF_8, ';', ','),
            new Times(
                List.of("Datum", "Zeit"),
                "d.M.yyyy H:mm",
                ZoneId.of("Europe/Berlin"),
                Stamp.START,
                Optional.empty()),
            new Values(
                Optional.empty(),
                Optional.of(new Quantity("Leistung (kW)", 1000)),
                Optional.of("Zustand"),
                Map.of("läuft", Activity.IN_USE)),
            STRICT);

    read("\uFEFFDatum;Zeit;Leistung (kW);Zustand\r\n1.7.2026;8:00;\"12,5\";läuft\r\n", options);

    assertThat(readings)
        .containsExactly(
            new Reading(
                "mill",
                Instant.parse("2026-07-01T06:00:00Z"),
                Optional.of(Activity.IN_USE),
                OptionalDouble.of(12_500),
                OptionalLong.empty()));
  }

  @Test
  void namesEachKindOfFaultWithItsFirstLine() throws Exception {
    ImportReport report =
        read(
            """
            time,kWh
            2026-01-01T00:15,3
            2026-01-01T00:30,
            2026-01-01T00:45,-1
            2026-01-01T01:00,-2
            2026-01-01T01:15,NaN
            2026-01-01T01:30,1e30
            2026-01-01T01:45,three
            2026-01-01T02:00

            2026-01-01 02:15,3
            2026-01-01T01:00,3
            2026-01-01T02:30,3
            2027-01-01T02:30,3
            1926-01-01T02:30,3
            """,
            energy(STRICT));

    assertThat(report.rejected())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Finding.NO_VALUE, new Tally(1, 3, "2026-01-01T00:30,"),
                Finding.NEGATIVE, new Tally(2, 4, "2026-01-01T00:45,-1"),
                Finding.NOT_FINITE, new Tally(1, 6, "2026-01-01T01:15,NaN"),
                Finding.IMPLAUSIBLE, new Tally(1, 7, "2026-01-01T01:30,1e30"),
                Finding.BAD_NUMBER, new Tally(1, 8, "2026-01-01T01:45,three"),
                Finding.MISSING_COLUMN, new Tally(1, 9, "2026-01-01T02:00"),
                Finding.BAD_TIME, new Tally(1, 11, "2026-01-01 02:15,3"),
                Finding.BACK_IN_TIME, new Tally(1, 12, "2026-01-01T01:00,3"),
                Finding.FUTURE, new Tally(1, 14, "2027-01-01T02:30,3"),
                Finding.TOO_OLD, new Tally(1, 15, "1926-01-01T02:30,3")));
    assertThat(report.noted())
        .containsExactly(Map.entry(Finding.GAP, new Tally(1, 13, "2026-01-01T02:30,3")));
    assertThat(report.storedAsTheyAre()).isEqualTo(2);
    assertThat(report.rows()).isEqualTo(13);
    assertThat(report.toText()).contains("negative", "first in line 4: 2026-01-01T00:45,-1");
  }

  @Test
  void keepsTheFirstOrTheLastOfNeighboursOfTheSameTime() throws Exception {
    String file = "time,kWh\n2026-01-01T00:15,1\n2026-01-01T00:15,2\n2026-01-01T00:15,3\n";

    ImportReport first = read(file, energy(STRICT));
    ImportReport last = read(file, energy(new Mending(false, Duplicates.LAST, false)));

    assertThat(readings).extracting(r -> r.powerW().getAsDouble()).containsExactly(4e3, 12e3);
    assertThat(first.rejected())
        .containsExactly(Map.entry(Finding.DUPLICATE_TIME, new Tally(2, 3, "2026-01-01T00:15,2")));
    assertThat(last.rejected())
        .containsExactly(Map.entry(Finding.DUPLICATE_TIME, new Tally(2, 2, "2026-01-01T00:15,1")));
  }

  @Test
  void accountsForEveryRowOfAnyFileOfRows() throws Exception {
    Random random = new Random(9);
    for (int round = 0; round < 300; round++) {
      int rows = random.nextInt(60);
      StringBuilder file = new StringBuilder("time,kWh\n");
      for (int row = 0; row < rows; row++) {
        file.append("2026-0%d-2%d".formatted(1 + random.nextInt(9), random.nextInt(10)))
            .append("T0%d:00,".formatted(random.nextInt(12)))
            .append(random.nextInt(9) == 0 ? "?" : "1")
            .append('\n');
      }
      readings.clear();
      boolean mend = random.nextBoolean();

      ImportReport report =
          read(file.toString(), energy(new Mending(mend, Duplicates.LAST, random.nextBoolean())));

      long rejected = report.rejected().values().stream().mapToLong(Tally::count).sum();
      assertThat(report.rows()).isEqualTo(rows);
      assertThat(report.readings()).isEqualTo(readings.size());
      assertThat(report.readings() + rejected).isEqualTo(rows);
    }
  }

  @Test
  void refusesAFileWithoutTheColumns() {
    assertThatThrownBy(() -> read("date,kWh\n", energy(STRICT)))
        .isInstanceOf(SourceException.class)
        .hasMessage("no column [time]; there are [date, kWh]");
  }

  @Test
  void refusesAFileThatIsNoCsvAndSaysWhere() {
    assertThatThrownBy(
            () -> read("time,kWh\n2026-01-01T00:15,1\n\"2026-01-01T00:30\"x,1\n", energy(STRICT)))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("no CSV behind row 1");
  }

  @Test
  void refusesOptionsThatDoNotFitTogether() {
    Times withoutInterval = times(Stamp.START, Optional.empty());
    Values energy =
        new Values(
            Optional.of(new Quantity("kWh", 1000)), Optional.empty(), Optional.empty(), Map.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeterCsvOptions("mill", PLAIN, withoutInterval, energy, STRICT))
        .withMessageContaining("need the interval's length");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Values(Optional.empty(), Optional.empty(), Optional.empty(), Map.of()));
  }

  private ImportReport read(String file, MeterCsvOptions options)
      throws SourceException, IOException {
    return MeterCsv.read(new StringReader(file), options, NOW, readings::add);
  }

  private static MeterCsvOptions energy(Mending mending) {
    return new MeterCsvOptions(
        "mill",
        PLAIN,
        times(Stamp.END, Optional.of(Duration.ofMinutes(15))),
        new Values(
            Optional.of(new Quantity("kWh", 1000)), Optional.empty(), Optional.empty(), Map.of()),
        mending);
  }

  private static Times times(Stamp stamp, Optional<Duration> interval) {
    return new Times(List.of("time"), "iso", ZoneId.of("UTC"), stamp, interval);
  }
}
