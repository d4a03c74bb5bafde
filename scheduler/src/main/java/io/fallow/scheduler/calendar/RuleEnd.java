package io.fallow.scheduler.calendar;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Reads the UNTIL of a rule: a day, a local time, or an instant of UTC. */
final class RuleEnd {

  private static final DateTimeFormatter DAY = format("uuuuMMdd");
  private static final DateTimeFormatter LOCAL = format("uuuuMMdd'T'HHmmss");
  private static final DateTimeFormatter UTC = format("uuuuMMdd'T'HHmmss'Z'");

  private RuleEnd() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
  }

  /** The first instant that is no longer within; UNTIL itself is. Empty for what is no UNTIL. */
  static Optional<Instant> read(String until, ZoneId zone) {
    try {
      return Optional.of(
          switch (until.length()) {
            case 8 -> LocalDate.parse(until, DAY).plusDays(1).atStartOfDay(zone).toInstant();
            case 15 -> LocalDateTime.parse(until, LOCAL).atZone(zone).toInstant().plusSeconds(1);
            default -> LocalDateTime.parse(until, UTC).toInstant(ZoneOffset.UTC).plusSeconds(1);
          });
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }
}
