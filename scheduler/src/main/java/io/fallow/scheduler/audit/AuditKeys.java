package io.fallow.scheduler.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys under which the audit trail is sealed (HMAC-SHA-256). They lie in a file and never in
 * the database: so whoever can change all of that can't seal what was changed. Immutable.
 */
public final class AuditKeys {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int ID_DIGITS = 12;

  private final Map<String, SecretKeySpec> keys;
  private final String current;

  private AuditKeys(Map<String, SecretKeySpec> keys) {
    this.keys = keys;
    this.current = keys.keySet().iterator().next();
  }

  /**
   * Keys, each a line of 32 bytes in base64: the first one seals, and each of them is believed.
   *
   * @throws IllegalArgumentException for anything else; its message tells none of it
   */
  public static AuditKeys of(String text) {
    Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(line -> add(keys, line));
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("holds no key");
    }
    return new AuditKeys(keys);
  }

  private static void add(Map<String, SecretKeySpec> keys, String line) {
    try {
      byte[] bytes = Base64.getDecoder().decode(line);
      if (bytes.length == KEY_BYTES) {
        SecretKeySpec key = new SecretKeySpec(bytes, ALGORITHM);
        keys.put(id(key), key);
        return;
      }
    } catch (IllegalArgumentException noBase64) {
      // said below, without what was read
    }
    throw new IllegalArgumentException("must hold lines of 32 bytes in base64");
  }

  /** Tells keys apart, and nothing of what they are. */
  private static String id(SecretKeySpec key) {
    byte[] name = "fallow audit key".getBytes(StandardCharsets.UTF_8);
    return code(key, name).hex().substring(0, ID_DIGITS);
  }

  /**
   * The keys in a file.
   *
   * @throws IllegalArgumentException when it can't be read, or holds anything else
   */
  public static AuditKeys read(Path file) {
    try {
      return of(Files.readString(file));
    } catch (IOException failure) {
      throw new IllegalArgumentException("can't be read", failure);
    }
  }

  /**
   * The keys in a file, which is made with a new one if it isn't there: for one's own machine. Only
   * its owner may read it. Any number of processes may do so at once.
   */
  public static AuditKeys open(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return read(file);
    } catch (IOException failure) {
      throw new UncheckedIOException("the audit's keys in " + file, failure);
    }
  }

  private static void make(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path made = Files.createTempFile(folder, ".audit", "", ownersOnly(file));
    try {
      Files.writeString(made, Base64.getEncoder().encodeToString(key) + "\n");
      Files.createLink(file, made); // whole at once, and never in the place of another's
    } catch (FileAlreadyExistsException anothersIsThere) {
      // which is as good
    } finally {
      Files.delete(made);
    }
  }

  private static FileAttribute<?>[] ownersOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** The id of the key that seals. */
  String current() {
    return current;
  }

  boolean has(String keyId) {
    return keys.containsKey(keyId);
  }

  /** The code of some bytes under a key that is here. */
  Code code(String keyId, byte[] bytes) {
    return code(keys.get(keyId), bytes);
  }

  private static Code code(SecretKeySpec key, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Code.of(mac.doFinal(bytes));
    } catch (GeneralSecurityException everyJdkCan) {
      throw new IllegalStateException(everyJdkCan);
    }
  }

  @Override
  public String toString() {
    return "AuditKeys" + keys.keySet();
  }
}
