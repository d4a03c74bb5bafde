package io.fallow.sim.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.gateway.wire.Activity;
import io.fallow.gateway.wire.Reading;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedDeviceTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant FROM = Instant.parse("2026-09-28T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-23T00:00:00Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void saysTheSameHoweverTheTimeIsCut(long seed) {
    Instant to = FROM.plus(Duration.ofDays(9));
    List<Reading> whole = mill(seed).readings(FROM, to);

    SimulatedDevice other = mill(seed);
    List<Reading> pieces = new ArrayList<>();
    Random random = new Random(seed);
    Instant from = FROM;
    while (from.isBefore(to)) {
      Instant cut = from.plusSeconds(1 + random.nextInt(random.nextBoolean() ? 90 : 90_000));
      cut = cut.isAfter(to) ? to : cut;
      pieces.addAll(other.readings(from, cut));
      from = cut;
    }

    assertThat(pieces).isEqualTo(whole).hasSizeGreaterThan(9 * 1400);
  }

  @Test
  void doesOtherThingsUnderAnotherSeedOrName() {
    assertThat(mill(1).truth(FROM, TO)).isNotEqualTo(mill(2).truth(FROM, TO));
    assertThat(mill(1).truth(FROM, TO))
        .isNotEqualTo(device("mill-2", Models.mill(), 1).truth(FROM, TO));
  }

  @Test
  void tilesTheTruthWithoutHolesOrRepeats() {
    List<TruthInterval> truth = mill(4).truth(FROM, TO);

    assertThat(truth.get(0).start()).isEqualTo(FROM);
    assertThat(truth.get(truth.size() - 1).end()).isEqualTo(TO);
    for (int i = 1; i < truth.size(); i++) {
      assertThat(truth.get(i).start()).isEqualTo(truth.get(i - 1).end());
      assertThat(truth.get(i).activity()).isNotEqualTo(truth.get(i - 1).activity());
    }
  }

  @Test
  void tellsTheTruthWheneverItSpeaksAndAtEachChange() {
    SimulatedDevice mill = mill(5);
    List<Reading> readings = mill.readings(FROM, TO);
    Set<Instant> times = Set.copyOf(readings.stream().map(Reading::time).toList());

    int at = 0;
    List<TruthInterval> truth = mill.truth(FROM, TO);
    for (Reading reading : readings) {
      while (!reading.time().isBefore(truth.get(at).end())) {
        at++;
      }
      assertThat(reading.activity()).contains(truth.get(at).activity());
    }
    assertThat(truth.stream().skip(1).map(TruthInterval::start))
        .allMatch(change -> times.contains(change) || silent(mill, change));
  }

  @Test
  void isNotHeardInASilenceAndIsHeardAtItsEnd() {
    SimulatedDevice mill = mill(6);
    List<Silence> silences = mill.silences(FROM, TO);
    List<Instant> times = mill.readings(FROM, TO).stream().map(Reading::time).toList();

    assertThat(silences).hasSizeBetween(5, 13);
    assertThat(times).noneMatch(time -> silent(mill, time));
    assertThat(times)
        .containsAll(
            silences.stream().map(Silence::end).filter(end -> !silent(mill, end)).toList());
  }

  @Test
  void breaksDownOnlyWhileItWorks() {
    List<TruthInterval> truth = mill(7).truth(FROM, TO);

    assertThat(truth.stream().map(TruthInterval::activity)).contains(Activity.FAULT);
    for (int i = 1; i < truth.size(); i++) {
      if (truth.get(i).activity() == Activity.FAULT) {
        assertThat(truth.get(i - 1).activity()).isEqualTo(Activity.IN_USE);
      }
    }
  }

  @Test
  void worksInEachHourOfTheWeekToAboutItsShare() {
    SimulatedDevice saw = device("saw", Models.meteredSaw(), 8);
    LocalDate monday = LocalDate.of(2022, 1, 3);

    assertThat(busyShare(saw, monday, 150, DayOfWeek.TUESDAY, 10)).isBetween(0.68, 0.88);
    assertThat(busyShare(saw, monday, 150, DayOfWeek.TUESDAY, 12)).isBetween(0.05, 0.25);
    assertThat(busyShare(saw, monday, 150, DayOfWeek.THURSDAY, 15)).isBetween(0.48, 0.68);
    assertThat(busyShare(saw, monday, 150, DayOfWeek.SATURDAY, 10)).isBetween(0.18, 0.38);
    assertThat(busyShare(saw, monday, 150, DayOfWeek.WEDNESDAY, 3)).isZero();
    assertThat(busyShare(saw, monday, 150, DayOfWeek.SUNDAY, 10)).isZero();
  }

  @Test
  void restsOnAHoliday() {
    LocalDate unityDay = LocalDate.of(2025, 10, 3);

    assertThat(busySeconds(mill(9), unityDay, 0, 24)).isZero();
    assertThat(busySeconds(mill(9), unityDay.minusDays(1), 0, 24)).isPositive();
  }

  @Test
  void drawsThePowerOfWhatItDoes() {
    SimulatedDevice saw = device("saw", Models.meteredSaw(), 10);
    List<Reading> readings = saw.readings(FROM, FROM.plus(Duration.ofDays(5)));

    assertThat(readings).allMatch(r -> r.activity().isEmpty() && r.powerW().isPresent());
    for (Reading reading : readings) {
      Activity activity =
          saw.truth(reading.time(), reading.time().plusSeconds(1)).get(0).activity();
      double watts = reading.powerW().getAsDouble();
      if (activity == Activity.IN_USE) {
        assertThat(watts).isBetween(4_500.0, 5_500.0);
      } else if (activity == Activity.STANDBY) {
        assertThat(watts).isBetween(180.0, 770.0);
      } else {
        assertThat(watts).isZero();
      }
    }
  }

  @Test
  void saysOnEveryMachineWhatItSaidWhenThisWasWritten() {
    CRC32 sum = new CRC32();
    for (Reading reading : mill(42).readings(FROM, TO)) {
      sum.update(reading.toString().getBytes(UTF_8));
    }

    assertThat(sum.getValue()).isEqualTo(1585349371L);
  }

  private static boolean silent(SimulatedDevice device, Instant time) {
    return device.silences(time, time.plusNanos(1)).stream()
        .anyMatch(s -> !time.isBefore(s.start()) && time.isBefore(s.end()));
  }

  private static double busyShare(
      SimulatedDevice device, LocalDate monday, int weeks, DayOfWeek day, int hour) {
    double busy = 0;
    for (int week = 0; week < weeks; week++) {
      LocalDate date = monday.plusDays(7L * week + day.getValue() - 1);
      busy += busySeconds(device, date, hour, hour + 1) / 3600.0;
    }
    return busy / weeks;
  }

  private static long busySeconds(SimulatedDevice device, LocalDate day, int from, int to) {
    Instant midnight = day.atTime(LocalTime.MIDNIGHT).atZone(BERLIN).toInstant();
    return device
        .truth(midnight.plus(Duration.ofHours(from)), midnight.plus(Duration.ofHours(to)))
        .stream()
        .filter(truth -> truth.activity() == Activity.IN_USE)
        .mapToLong(truth -> Duration.between(truth.start(), truth.end()).toSeconds())
        .sum();
  }

  private static SimulatedDevice mill(long seed) {
    return device("mill-1", Models.mill(), seed);
  }

  private static SimulatedDevice device(String asset, DeviceModel model, long seed) {
    return new SimulatedDevice(asset, model, BERLIN, HolidayCalendar.BADEN_WUERTTEMBERG, seed);
  }
}
