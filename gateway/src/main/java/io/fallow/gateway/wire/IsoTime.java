package io.fallow.gateway.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * Reads {@code 2026-11-21T20:53:00.123456Z} and its like, as {@link
 * DateTimeFormatter#ISO_OFFSET_DATE_TIME} does, but the usual spelling (RFC 3339, whole seconds or
 * a fraction) without an object. Whatever is spelt in another way is left to the formatter.
 */
final class IsoTime {

  /** The length of {@code 2026-11-21T20:53:00}. */
  private static final int SECONDS_END = 19;

  private static final int SHORTEST = SECONDS_END + 1;
  private static final int LONGEST = SECONDS_END + 10 + 6;
  private static final int MOST_DIGITS = 9;
  private static final long UNUSUAL = Long.MIN_VALUE;

  private IsoTime() {}

  /**
   * Microseconds since 1970 UTC, rounded down.
   *
   * @throws DateTimeException if it is no time with an offset
   * @throws ArithmeticException if it is further from now than 64 bits reach
   */
  static long micros(char[] text, int from, int length) {
    long usual = length < SHORTEST || length > LONGEST ? UNUSUAL : usual(text, from, from + length);
    return usual != UNUSUAL ? usual : formatted(new String(text, from, length));
  }

  private static long formatted(String text) {
    return Micros.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
  }

  private static long usual(char[] text, int at, int end) {
    if (text[at + 4] != '-'
        || text[at + 7] != '-'
        || text[at + 10] != 'T'
        || text[at + 13] != ':'
        || text[at + 16] != ':') {
      return UNUSUAL;
    }
    int year = two(text, at) * 100 + two(text, at + 2);
    int month = two(text, at + 5);
    int day = two(text, at + 8);
    int hour = two(text, at + 11);
    int minute = two(text, at + 14);
    int second = two(text, at + 17);
    if (year < 100 || !isDate(year, month, day) || !isTime(hour, minute, second)) {
      return UNUSUAL;
    }
    int digits = digits(text, at + SECONDS_END, end);
    int zone = at + SECONDS_END + (digits == 0 ? 0 : digits + 1);
    int offset = digits < 0 ? NO_OFFSET : offset(text, zone, end);
    if (offset == NO_OFFSET) {
      return UNUSUAL;
    }
    long seconds = ((days(year, month, day) * 24 + hour) * 60 + minute - offset) * 60 + second;
    return seconds * 1_000_000 + fraction(text, at + SECONDS_END + 1, digits);
  }

  private static final int NO_OFFSET = Integer.MIN_VALUE;

  /** Minutes before UTC, if an offset and nothing else is left. */
  private static int offset(char[] text, int at, int end) {
    if (end - at == 1) {
      return text[at] == 'Z' ? 0 : NO_OFFSET;
    }
    if (end - at != 6 || text[at + 3] != ':' || (text[at] != '+' && text[at] != '-')) {
      return NO_OFFSET;
    }
    int hours = two(text, at + 1);
    int minutes = two(text, at + 4);
    if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
      return NO_OFFSET;
    }
    return text[at] == '+' ? hours * 60 + minutes : -hours * 60 - minutes;
  }

  /** How many digits the fraction has, 0 if there is none, -1 if it is odd. */
  private static int digits(char[] text, int at, int end) {
    if (text[at] != '.') {
      return 0;
    }
    int digits = 0;
    while (at + 1 + digits < end && isDigit(text[at + 1 + digits])) {
      digits++;
    }
    return digits == 0 || digits > MOST_DIGITS || at + 1 + digits == end ? -1 : digits;
  }

  private static int fraction(char[] text, int at, int digits) {
    int micros = 0;
    for (int i = 0; i < 6; i++) {
      micros = micros * 10 + (i < digits ? text[at + i] - '0' : 0);
    }
    return micros;
  }

  /** Two digits, or a number so negative that no sum with it is in any range. */
  private static int two(char[] text, int at) {
    return isDigit(text[at]) && isDigit(text[at + 1])
        ? (text[at] - '0') * 10 + text[at + 1] - '0'
        : -100_000;
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static boolean isDate(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1) {
      return false;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    int most =
        month == 2
            ? (leap ? 29 : 28)
            : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    return day <= most;
  }

  private static boolean isTime(int hour, int minute, int second) {
    return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
  }

  /**
   * Days since 1970-01-01 of the proleptic Gregorian calendar: years begin in March, so that the
   * leap day is the last one.
   */
  private static long days(int year, int month, int day) {
    int y = month > 2 ? year : year - 1;
    int monthFromMarch = (month + 9) % 12;
    int dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
    return 365L * y + y / 4 - y / 100 + y / 400 + dayOfYear - 719_468;
  }
}
