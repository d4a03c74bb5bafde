package io.fallow.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {

  private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  @Test
  void readsWhatTheFormatterReads() {
    Random random = new Random(5);
    for (int round = 0; round < 20_000; round++) {
      String text =
          ISO.format(
              LocalDateTime.ofEpochSecond(
                      random.nextLong(-62_000_000_000L, 250_000_000_000L),
                      random.nextBoolean() ? 0 : random.nextInt(1_000_000_000),
                      ZoneOffset.UTC)
                  .atOffset(
                      random.nextBoolean()
                          ? ZoneOffset.UTC
                          : ZoneOffset.ofTotalSeconds(60 * random.nextInt(-1080, 1081))));

      assertThat(micros(text)).as(text).isEqualTo(Micros.of(ISO.parse(text, Instant::from)));
    }
  }

  @Test
  void answersADamagedTimeAsTheFormatterDoes() {
    Random random = new Random(6);
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder("2026-02-28T20:53:00.25+01:30");
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, "0123456789-+:.TZtz ".charAt(random.nextInt(19)));
        text.setLength(random.nextInt(4) == 0 ? Math.max(at, 1) : text.length());
      }

      assertThat(outcome(text.toString())).isEqualTo(formatted(text.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-02-29T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:60Z"})
  void refusesWhatIsInNoCalendar(String text) {
    assertThatThrownBy(() -> micros(text)).isInstanceOf(DateTimeException.class);
  }

  private static long micros(String text) {
    char[] padded = ("xx" + text + "yy").toCharArray();
    return IsoTime.micros(padded, 2, text.length());
  }

  private static String outcome(String text) {
    try {
      return String.valueOf(micros(text));
    } catch (DateTimeException e) {
      return "none";
    }
  }

  private static String formatted(String text) {
    try {
      return String.valueOf(Micros.of(ISO.parse(text, Instant::from)));
    } catch (DateTimeException e) {
      return "none";
    }
  }
}
