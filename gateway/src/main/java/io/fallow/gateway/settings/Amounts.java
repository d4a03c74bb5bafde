package io.fallow.gateway.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as the file writes them: {@code 500ms}, {@code 30d}, {@code 512MB}. */
final class Amounts {

  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})([A-Za-z]{1,2})");

  private Amounts() {}

  /** What is written, which the schema has checked. */
  static Duration duration(String text) {
    Matcher amount = matched(text);
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> throw new IllegalArgumentException(text + " is no duration");
    };
  }

  /** In bytes. */
  static long bytes(String text) {
    Matcher amount = matched(text);
    long number = Long.parseLong(amount.group(1));
    return switch (amount.group(2)) {
      case "kB" -> number * 1_000;
      case "MB" -> number * 1_000_000;
      case "GB" -> number * 1_000_000_000;
      default -> throw new IllegalArgumentException(text + " is no size");
    };
  }

  private static Matcher matched(String text) {
    Matcher amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      throw new IllegalArgumentException(text + " is no amount");
    }
    return amount;
  }
}
