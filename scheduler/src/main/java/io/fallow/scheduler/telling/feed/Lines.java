package io.fallow.scheduler.telling.feed;

import java.nio.charset.StandardCharsets;

/** Text for iCalendar. */
final class Lines {

  private static final int LONGEST = 75; // octets, RFC 5545, 3.1

  private Lines() {}

  /**
   * The text without what iCalendar has no way to write, control characters but line feeds, and
   * without space around it, which readers drop.
   */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .filter(c -> c == '\n' || !Character.isISOControl(c))
        .map(c -> isHalf(c) ? '\uFFFD' : c)
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  /**
   * Folds lines by octets, and between characters: the library's own way counts and parts UTF-16.
   */
  static String fold(String text) {
    StringBuilder folded = new StringBuilder(text.length() + text.length() / LONGEST * 3);
    int length = 0;
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      int octets = new String(Character.toChars(c)).getBytes(StandardCharsets.UTF_8).length;
      boolean ends = c == '\r' || c == '\n';
      if (!ends && length + octets > LONGEST) {
        folded.append("\r\n ");
        length = 1;
      }
      folded.appendCodePoint(c);
      length = ends ? 0 : length + octets;
      at += Character.charCount(c);
    }
    return folded.toString();
  }
}
