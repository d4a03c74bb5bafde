package io.fallow.telemetry.ingest;

import io.fallow.gateway.wire.MessageKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * By what a message is known again.
 *
 * @param gatewayId {@link #NO_GATEWAY} where the sender is not known
 * @param byHash whether epoch and sequence are the halves of a hash of topic and payload, because
 *     the message carries no numbers or could not be read
 */
record LedgerKey(int gatewayId, boolean byHash, long epoch, long sequence)
    implements Comparable<LedgerKey> {

  static final int NO_GATEWAY = 0;

  static LedgerKey numbered(int gatewayId, MessageKey key) {
    return new LedgerKey(gatewayId, false, key.epoch(), key.sequence());
  }

  static LedgerKey hashed(int gatewayId, String topic, byte[] payload) {
    MessageDigest digest = sha256();
    digest.update(topic.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0); // no topic contains it
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(payload));
    return new LedgerKey(gatewayId, true, hash.getLong(), hash.getLong());
  }

  @Override
  public int compareTo(LedgerKey other) {
    int order = Integer.compare(gatewayId, other.gatewayId);
    order = order != 0 ? order : Boolean.compare(byHash, other.byHash);
    order = order != 0 ? order : Long.compare(epoch, other.epoch);
    return order != 0 ? order : Long.compare(sequence, other.sequence);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
