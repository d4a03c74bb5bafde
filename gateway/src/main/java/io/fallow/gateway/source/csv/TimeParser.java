package io.fallow.gateway.source.csv;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Reads times of one format. Strict: there is no 31st of April. */
@FunctionalInterface
interface TimeParser {

  /** Reads one. */
  RowTime parse(String text) throws RowRejected;

  /**
   * A parser of a format.
   *
   * @throws IllegalArgumentException for what is neither a name of a format nor a pattern
   */
  static TimeParser of(String format) {
    return switch (format) {
      case "iso" -> ofFormatter(DateTimeFormatter.ISO_DATE_TIME);
      case "epoch-s" -> text -> RowTime.of(Instant.ofEpochSecond(number(text)));
      case "epoch-ms" -> text -> RowTime.of(Instant.ofEpochMilli(number(text)));
      default ->
          ofFormatter(
              new DateTimeFormatterBuilder()
                  .parseCaseInsensitive()
                  .appendPattern(format)
                  .parseDefaulting(ChronoField.ERA, 1) // strict, a year of era is not yet a year
                  .toFormatter(Locale.ENGLISH)
                  .withResolverStyle(ResolverStyle.STRICT));
    };
  }

  private static TimeParser ofFormatter(DateTimeFormatter formatter) {
    return text -> {
      try {
        TemporalAccessor time =
            formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime instant
            ? RowTime.of(instant.toInstant())
            : RowTime.of(LocalDateTime.from(time));
      } catch (DateTimeException e) {
        throw new RowRejected(Finding.BAD_TIME);
      }
    };
  }

  private static long number(String text) throws RowRejected {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new RowRejected(Finding.BAD_TIME);
    }
  }
}
