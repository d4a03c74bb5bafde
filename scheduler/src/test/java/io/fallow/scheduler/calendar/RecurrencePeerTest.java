package io.fallow.scheduler.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.Recur;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The expansion against ical4j's, which steps from the start of a rule through its periods, while
 * ours asks each day. Rules are random, over zones with gaps, overlaps, half-hour shifts and a
 * skipped day. Written out for ical4j is what it gets wrong when left out: it takes the week's
 * start from the machine's locale, and a year's month days from the start's month alone.
 */
class RecurrencePeerTest {

  private static final Duration YEAR = Duration.ofDays(365);

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,       2026-03-20T00:00:00Z",
    "Australia/Lord_Howe, 2026-03-20T00:00:00Z",
    "Africa/Casablanca,   2026-02-01T00:00:00Z",
    "Asia/Kolkata,        2026-06-01T00:00:00Z",
    "America/St_Johns,    2026-10-20T00:00:00Z",
    "America/Sao_Paulo,   2018-10-20T00:00:00Z",
    "Pacific/Apia,        2011-12-01T00:00:00Z"
  })
  void recursExactlyWhenIcal4jSays(ZoneId zone, Instant from) {
    Random random = new Random(zone.getId().hashCode());
    int compared = 0;
    while (compared < 120) {
      LocalDateTime start =
          LocalDateTime.ofInstant(from, zone)
              .plusHours(random.nextInt(24 * 60))
              .withMinute(15 * random.nextInt(4));
      String rule = someRule(random);
      compared += compare(rule, start, zone) ? 1 : 0;
    }
  }

  /** Whether the rule was taken. */
  private static boolean compare(String rule, LocalDateTime start, ZoneId zone) {
    return Recurrence.parse(rule, start, zone, List.of())
        .fold(
            ours -> {
              Instant from = start.atZone(zone).toInstant();
              assertThat(instants(ours, from))
                  .as("%s from %s in %s", rule, start, zone)
                  .isEqualTo(peer(rule, start, zone));
              return true;
            },
            faults -> false);
  }

  private static List<Instant> instants(Recurrence recurrence, Instant from) {
    return recurrence.occurrences(TimeRange.from(from, YEAR)).stream()
        .map(at -> at.toInstant())
        .toList();
  }

  private static List<Instant> peer(String rule, LocalDateTime start, ZoneId zone) {
    Instant from = start.atZone(zone).toInstant();
    LocalDateTime last = start.plusDays(370);
    return new Recur<LocalDateTime>(rule)
        .getDates(start, start, last).stream()
            .map(time -> time.atZone(zone).toInstant())
            .filter(TimeRange.from(from, YEAR)::contains)
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .toList();
  }

  private static String someRule(Random random) {
    List<String> parts = new ArrayList<>();
    switch (random.nextInt(5)) {
      case 0 -> hourly(parts, random);
      case 1 -> daily(parts, random);
      case 2 -> weekly(parts, random);
      case 3 -> monthly(parts, random);
      default -> yearly(parts, random);
    }
    if (random.nextInt(4) == 0) {
      parts.add("COUNT=" + (1 + random.nextInt(40)));
    }
    parts.add("WKST=" + (random.nextBoolean() ? "MO" : "SU"));
    return String.join(";", parts);
  }

  private static void hourly(List<String> parts, Random random) {
    parts.add("FREQ=HOURLY;INTERVAL=" + (12 + random.nextInt(30)));
  }

  private static void daily(List<String> parts, Random random) {
    parts.add("FREQ=DAILY;INTERVAL=" + (1 + random.nextInt(9)));
    sometimes(parts, random, "BYDAY=" + weekdays(random));
    sometimes(parts, random, "BYMONTH=" + numbers(random, 12, 6));
    sometimes(parts, random, "BYHOUR=" + numbers(random, 23, 2));
  }

  private static void weekly(List<String> parts, Random random) {
    parts.add("FREQ=WEEKLY;INTERVAL=" + (1 + random.nextInt(4)));
    sometimes(parts, random, "BYDAY=" + weekdays(random));
    sometimes(parts, random, "BYHOUR=" + numbers(random, 23, 2));
  }

  private static void monthly(List<String> parts, Random random) {
    parts.add("FREQ=MONTHLY;INTERVAL=" + (1 + random.nextInt(3)));
    switch (random.nextInt(4)) {
      case 0 -> parts.add("BYMONTHDAY=" + numbers(random, 31, 3) + ",-1");
      case 1 -> parts.add("BYDAY=" + (1 + random.nextInt(5)) + "TU,-1FR");
      case 2 -> parts.add("BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1," + (1 + random.nextInt(9)));
      default -> parts.add("BYMONTHDAY=13;BYDAY=FR,MO");
    }
  }

  private static void yearly(List<String> parts, Random random) {
    parts.add("FREQ=YEARLY");
    switch (random.nextInt(5)) {
      case 0 ->
          parts.add("BYMONTH=" + numbers(random, 12, 3) + ";BYMONTHDAY=" + numbers(random, 31, 2));
      case 1 -> parts.add("BYDAY=" + (1 + random.nextInt(53)) + "TU,-1FR");
      case 2 -> parts.add("BYMONTH=" + numbers(random, 12, 3) + ";BYDAY=2WE,-1SU");
      case 3 -> parts.add("BYYEARDAY=" + numbers(random, 366, 5) + ",-1");
      default -> parts.add("BYWEEKNO=" + numbers(random, 52, 4) + ";BYDAY=" + weekdays(random));
    }
  }

  private static void sometimes(List<String> parts, Random random, String part) {
    if (random.nextInt(3) == 0) {
      parts.add(part);
    }
  }

  private static String weekdays(Random random) {
    List<String> all = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
    return random
        .ints(1 + random.nextInt(4), 0, 7)
        .distinct()
        .sorted()
        .mapToObj(all::get)
        .collect(Collectors.joining(","));
  }

  private static String numbers(Random random, int most, int atMost) {
    return random
        .ints(1 + random.nextInt(atMost), 1, most + 1)
        .distinct()
        .sorted()
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }
}
