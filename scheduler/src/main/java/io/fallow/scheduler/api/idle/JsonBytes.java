package io.fallow.scheduler.api.idle;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;

/** UTF-8 text in the making, without an object for each piece. */
final class JsonBytes {

  private static final String DAYS = "MonTueWedThuFriSatSun";

  private byte[] bytes;
  private int length;

  JsonBytes(int expected) {
    bytes = new byte[expected];
  }

  /** Adds text as it is; ASCII alone. */
  JsonBytes add(String ascii) {
    int count = ascii.length();
    need(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  JsonBytes add(byte[] text) {
    need(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  /** Adds an instant in whole minutes, such as {@code 2026-11-18T16:00:00Z}. */
  JsonBytes addInstant(long second) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    return addDay(utc).add("T").addTime(utc).add(":00Z");
  }

  /** Adds what a clock shows then, such as {@code Wed 2026-11-18 17:00}. */
  JsonBytes addClock(long second, ZoneOffset offset) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, offset);
    int day = 3 * (local.getDayOfWeek().getValue() - 1);
    return add(DAYS.substring(day, day + 3)).add(" ").addDay(local).add(" ").addTime(local);
  }

  private JsonBytes addDay(LocalDateTime at) {
    return addTwo(at.getYear() / 100)
        .addTwo(at.getYear() % 100)
        .add("-")
        .addTwo(at.getMonthValue())
        .add("-")
        .addTwo(at.getDayOfMonth());
  }

  private JsonBytes addTime(LocalDateTime at) {
    return addTwo(at.getHour()).add(":").addTwo(at.getMinute());
  }

  private JsonBytes addTwo(int number) {
    need(2);
    bytes[length++] = (byte) ('0' + number / 10);
    bytes[length++] = (byte) ('0' + number % 10);
    return this;
  }

  /** Adds a number that isn't negative, rounded to so many digits behind the point. */
  JsonBytes addNumber(double number, int digits) {
    long scale = Math.round(Math.pow(10, digits));
    long parts = Math.round(number * scale);
    add(Long.toString(parts / scale));
    return add(".").add(Long.toString(scale + parts % scale).substring(1));
  }

  private void need(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** All that was added. */
  Buffer buffer() {
    return Buffer.buffer(length).appendBytes(bytes, 0, length);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
