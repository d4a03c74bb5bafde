package io.fallow.sim.local;

import io.fallow.gateway.wire.GatewayAddress;
import io.fallow.scheduler.SchedulerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The folder of a local stack's data: what lies where, and the secrets in it, each in a file that
 * only its owner reads.
 *
 * @param folder absolute
 */
record Home(Path folder) {

  private static final int SECRET_BYTES = 18;

  Path broker() {
    return folder.resolve("broker");
  }

  /** Where the keys are of whoever issues the people's tokens. */
  Path issuer() {
    return folder.resolve("issuer");
  }

  /** The keys under which the audit trail is sealed. */
  Path auditKeys() {
    return SchedulerConfig.localKeys(issuer());
  }

  Path logs() {
    return folder.resolve("logs");
  }

  /** Where the demo world's beginning is kept. */
  Path world() {
    return folder.resolve("world.properties");
  }

  Path gateway(GatewayAddress address) {
    return folder.resolve("gateways").resolve(address.toString());
  }

  Path queue(GatewayAddress address) {
    return gateway(address).resolve("queue");
  }

  /** The password of a gateway, drawn when it is first asked for. */
  String password(GatewayAddress address) {
    return secret(gateway(address).resolve("password"));
  }

  /** The password with which telemetry hears the broker. */
  String telemetryPassword() {
    return secret(folder.resolve("telemetry").resolve("password"));
  }

  /** Where the token of a person lies. */
  Path token(String person) {
    return folder.resolve("tokens").resolve(person);
  }

  private static String secret(Path file) {
    try {
      if (!Files.exists(file)) {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        writePrivate(file, Base64.getUrlEncoder().encodeToString(random));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the password in " + file, e);
    }
  }

  /** Writes a file that only its owner reads; a crash leaves the old file or the new one. */
  static void writePrivate(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Path made = Files.createTempFile(file.getParent(), ".new", "", ownersOnly(file));
    Files.write(made, (text + "\n").getBytes(StandardCharsets.UTF_8));
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?>[] ownersOnly(Path file) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
