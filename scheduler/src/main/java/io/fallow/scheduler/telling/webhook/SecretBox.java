package io.fallow.scheduler.telling.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the secrets of webhooks before they go to the database, by AES-256-GCM under keys that are
 * not there: who reads the database, or a dump of it, can't sign with them. A sealed secret opens
 * for its own webhook alone. Without a key secrets are kept as they are. Immutable.
 */
public final class SecretBox {

  /** Keeps secrets as they are. */
  public static final SecretBox NONE = new SecretBox(List.of());

  private static final String SEALED = "sealed:";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<SecretKeySpec> keys;

  private SecretBox(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * A box with keys, each a line of 32 bytes in base64: the first one seals, and each of them opens
   * what it has sealed.
   *
   * @throws IllegalArgumentException for anything else; its message tells none of it
   */
  public static SecretBox of(String text) {
    List<SecretKeySpec> keys =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(SecretBox::key)
            .toList();
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("holds no key");
    }
    return new SecretBox(keys);
  }

  private static SecretKeySpec key(String line) {
    try {
      byte[] bytes = Base64.getDecoder().decode(line);
      if (bytes.length == KEY_BYTES) {
        return new SecretKeySpec(bytes, "AES");
      }
    } catch (IllegalArgumentException noBase64) {
      // said below, without what was read
    }
    throw new IllegalArgumentException("must hold lines of 32 bytes in base64");
  }

  /** What to store of a webhook's secret. */
  String sealed(UUID webhook, Secret secret) {
    if (keys.isEmpty()) {
      return secret.text();
    }
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, webhook);
      byte[] box = cipher.doFinal(secret.text().getBytes(StandardCharsets.UTF_8));
      byte[] whole = ByteBuffer.allocate(nonce.length + box.length).put(nonce).put(box).array();
      return SEALED + Base64.getEncoder().encodeToString(whole);
    } catch (GeneralSecurityException everyJdkCan) {
      throw new IllegalStateException(everyJdkCan);
    }
  }

  /**
   * A webhook's secret of what was stored.
   *
   * @throws IllegalStateException if none of the keys opens it
   */
  Secret opened(UUID webhook, String stored) {
    if (!stored.startsWith(SEALED)) {
      return new Secret(stored);
    }
    byte[] whole = Base64.getDecoder().decode(stored.substring(SEALED.length()));
    byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
    for (SecretKeySpec key : keys) {
      try {
        Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, nonce, webhook);
        byte[] text = cipher.doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
        return new Secret(new String(text, StandardCharsets.UTF_8));
      } catch (GeneralSecurityException notThisKey) {
        // perhaps the next one
      }
    }
    throw new IllegalStateException("no key opens the secret of webhook " + webhook);
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, UUID webhook)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(webhook.toString().getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
