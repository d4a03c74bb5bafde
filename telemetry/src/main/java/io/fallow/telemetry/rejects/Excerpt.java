package io.fallow.telemetry.rejects;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * What somebody sent, as a text that can be shown anywhere: UTF-8, with what is no text written as
 * {@code \xff}, byte by byte, and control characters and those that change the direction of others
 * as {@code \n} or {@code \}{@code u202e}. A backslash is doubled, so that the bytes can be told.
 */
final class Excerpt {

  private Excerpt() {}

  /**
   * Of some bytes.
   *
   * @param cut whether more followed them, so that the last character may be half
   */
  static String of(byte[] bytes, boolean cut) {
    StringBuilder text = new StringBuilder(bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(in, out, !cut);
    while (result.isError()) {
      moveTo(text, out);
      for (int i = 0; i < result.length(); i++) {
        text.append("\\x%02x".formatted(in.get()));
      }
      decoder.reset();
      result = decoder.decode(in, out, !cut);
    }
    moveTo(text, out);
    return text.toString();
  }

  private static void moveTo(StringBuilder text, CharBuffer decoded) {
    decoded.flip();
    decoded.codePoints().forEach(point -> append(text, point));
    decoded.clear();
  }

  private static void append(StringBuilder text, int point) {
    switch (point) {
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '\\' -> text.append("\\\\");
      default -> {
        if (isShown(point)) {
          text.appendCodePoint(point);
        } else {
          text.append(point > 0xffff ? "\\u{%x}".formatted(point) : "\\u%04x".formatted(point));
        }
      }
    }
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
