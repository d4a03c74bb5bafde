package io.fallow.scheduler.api.contract;

import io.vertx.json.schema.JsonFormatValidator;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The string formats that the contract uses. Stricter than the library's own: an instant needs its
 * offset, and a thirtieth of February is none.
 */
final class Formats implements JsonFormatValidator {

  private static final Pattern UUID_TEXT =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final Pattern ASSET =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private static final Map<String, Consumer<String>> PARSERS =
      Map.of(
          "date-time", Formats::instant,
          "duration", Formats::duration,
          "uuid", Formats::uuid,
          "coordinates", Coordinates::parse,
          "date", Formats::date,
          "local-date-time", Formats::localDateTime,
          "zone", ZoneId::of);

  private static final Map<String, String> EXPECTED =
      Map.of(
          "asset",
          "organisation.asset, each of a-z, 0-9 and -, such as lakeside.mri-1",
          "date-time",
          "an instant with its offset between the years 2000 and 2200, such as"
              + " 2026-11-21T20:00:00Z",
          "duration",
          "a positive ISO-8601 duration in days, hours, minutes and seconds, such as PT1H30M",
          "uuid",
          "a UUID, such as 3f2b8c1e-0d54-4e7a-9b1c-6a5d4c3b2a19",
          "coordinates",
          "latitude and longitude in degrees, such as 52.52,13.40",
          "date",
          "a day between the years 2000 and 2200, such as 2026-11-21",
          "local-date-time",
          "a time on the facility's wall clock without an offset, such as 2026-11-21T20:00",
          "zone",
          "an IANA time zone, such as Europe/Berlin");

  @Override
  public String validateFormat(String instanceType, String format, Object instance) {
    Consumer<String> parser = format == null ? null : PARSERS.get(format);
    if (parser == null || !(instance instanceof String text)) {
      return null;
    }
    try {
      parser.accept(text);
      return null;
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException fault) {
      return "must be " + EXPECTED.get(format);
    }
  }

  /** How a value of a format looks, for people. */
  static String expected(String format) {
    return EXPECTED.getOrDefault(format, "in the format " + format);
  }

  /** Reads an instant with its offset, as exact as the database keeps it. */
  static Instant instant(String text) {
    Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new DateTimeException("out of range");
    }
    return instant;
  }

  /** Reads a positive duration in whole seconds. */
  static Duration duration(String text) {
    Duration duration = Duration.parse(text);
    boolean whole = duration.equals(duration.truncatedTo(ChronoUnit.SECONDS));
    if (!whole || duration.isZero() || duration.isNegative() || duration.toDays() > 36_500) {
      throw new DateTimeException("out of range");
    }
    return duration;
  }

  /** Reads a day. */
  static LocalDate date(String text) {
    LocalDate date = LocalDate.parse(text);
    if (date.getYear() < 2000 || date.getYear() > 2200) {
      throw new DateTimeException("out of range");
    }
    return date;
  }

  /** Reads a time on a wall clock, as exact as the database keeps it. */
  static LocalDateTime localDateTime(String text) {
    LocalDateTime time = LocalDateTime.parse(text).truncatedTo(ChronoUnit.MICROS);
    date(time.toLocalDate().toString());
    return time;
  }

  /** Reads an asset's public id. */
  static String asset(String text) {
    if (!ASSET.matcher(text).matches()) {
      throw new IllegalArgumentException("not an asset's id");
    }
    return text;
  }

  static UUID uuid(String text) {
    if (!UUID_TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("not a UUID");
    }
    return UUID.fromString(text);
  }
}
