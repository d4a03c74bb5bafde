package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.RejectReason;

/**
 * What could not be accepted: a message, or some readings of it.
 *
 * @param detail for the gateway's operator; cut and cleaned, so that the database takes it
 * @param readings how many readings the payload holds; 0 where nobody could tell
 * @param payload the message as it came, or a message of the refused readings alone; nothing where
 *     its reason {@linkplain RejectReason#mayKeepPayload says so}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Reject(RejectReason reason, String detail, int readings, byte[] payload) {

  private static final int LONGEST_TEXT = 500;

  Reject {
    detail = storable(detail);
    payload = reason.mayKeepPayload() ? payload : new byte[0];
  }

  /** A text that PostgreSQL can hold: without NUL and broken surrogates, and not too long. */
  static String storable(String text) {
    StringBuilder clean = new StringBuilder(Math.min(text.length(), LONGEST_TEXT));
    text.codePoints()
        .limit(LONGEST_TEXT)
        .map(point -> isStorable(point) ? point : '\uFFFD')
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isStorable(int point) {
    return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
  }
}
