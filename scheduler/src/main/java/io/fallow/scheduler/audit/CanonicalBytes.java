package io.fallow.scheduler.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Values as bytes that no other values give: each text begins with its length, so that none runs
 * into the next. The form never changes, as seals are made over it. For one thread.
 */
final class CanonicalBytes {

  private static final int ABSENT = -1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final DataOutputStream out = new DataOutputStream(bytes);

  private interface Write {
    void to(DataOutputStream out) throws IOException;
  }

  private CanonicalBytes write(Write write) {
    try {
      write.to(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return this;
  }

  CanonicalBytes add(long number) {
    return write(to -> to.writeLong(number));
  }

  /** To the microsecond, as the database keeps it. */
  CanonicalBytes add(Instant instant) {
    return add(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }

  /** Null differs from every text. */
  CanonicalBytes add(String text) {
    return text == null
        ? write(to -> to.writeInt(ABSENT))
        : add(text.getBytes(StandardCharsets.UTF_8));
  }

  CanonicalBytes add(Code code) {
    return add(code.bytes());
  }

  private CanonicalBytes add(byte[] some) {
    return write(
        to -> {
          to.writeInt(some.length);
          to.write(some);
        });
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  /** SHA-256 of them. */
  Code digest() {
    try {
      return Code.of(MessageDigest.getInstance("SHA-256").digest(toByteArray()));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
