package io.fallow.telemetry.rejects;

import io.fallow.gateway.wire.GatewayAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/** Rejects in words. */
final class RejectText {

  private static final int BYTES_A_LINE = 32;

  private RejectText() {}

  static String line(RejectedMessage message) {
    String replayed = message.replayedAt().isPresent() ? "  [replayed]" : "";
    return "%8d  %s  %-19s %6s  %s  %s%s"
        .formatted(
            message.id(),
            message.receivedAt().truncatedTo(ChronoUnit.SECONDS),
            message.reason(),
            message.readings() == 0 ? "-" : message.readings(),
            sender(message),
            message.detail(),
            replayed);
  }

  static String total(int count, boolean maybeMore) {
    return maybeMore ? "The latest " + count + "." : count + " in all.";
  }

  static String of(RejectedMessage message, Optional<byte[]> payload) {
    StringBuilder text = new StringBuilder();
    line(text, "reject", message.id());
    line(text, "received", message.receivedAt());
    line(text, "topic", message.topic());
    line(text, "gateway", message.gateway().map(GatewayAddress::toString).orElse("not known"));
    line(text, "reason", message.reason());
    line(text, "detail", message.detail());
    line(text, "readings", message.readings() == 0 ? "not known" : message.readings());
    line(text, "replayed", message.replayedAt().map(Instant::toString).orElse("no"));
    message.outcome().ifPresent(outcome -> line(text, "last attempt", outcome));
    line(text, "payload", message.bytes() + " bytes");
    payload.map(RejectText::readable).ifPresent(text::append);
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("%-13s %s%n".formatted(name, value));
  }

  private static String sender(RejectedMessage message) {
    return message.gateway().map(GatewayAddress::toString).orElse(message.topic());
  }

  /** The text that it is, or its bytes in hexadecimal. Never a control character: it is printed. */
  static String readable(byte[] payload) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
      if (text.codePoints().noneMatch(RejectText::mayNotBePrinted)) {
        return text.stripTrailing() + System.lineSeparator();
      }
    } catch (CharacterCodingException binary) {
      return hex(payload);
    }
    return hex(payload);
  }

  private static boolean mayNotBePrinted(int point) {
    return Character.isISOControl(point) && point != '\n' && point != '\r' && point != '\t';
  }

  private static String hex(byte[] payload) {
    StringBuilder lines = new StringBuilder();
    for (int from = 0; from < payload.length; from += BYTES_A_LINE) {
      int to = Math.min(payload.length, from + BYTES_A_LINE);
      lines.append("%06x  ".formatted(from));
      lines.append(HexFormat.ofDelimiter(" ").formatHex(payload, from, to)).append('\n');
    }
    return lines.toString();
  }
}
