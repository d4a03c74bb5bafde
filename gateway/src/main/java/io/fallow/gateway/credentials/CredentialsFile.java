package io.fallow.gateway.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fallow.gateway.wire.GatewayAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The file in which credentials are kept: JSON, readable and writable by its owner alone. */
public final class CredentialsFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  /** Touches nothing yet. */
  public CredentialsFile(Path file) {
    this.file = file;
  }

  /** Whether there is one. */
  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * Writes it anew; a reader sees the old one or the new one, never half of it.
   *
   * @throws CredentialsException if it cannot be written
   */
  public void write(Credentials credentials) throws CredentialsException {
    ObjectNode json = JSON.createObjectNode();
    json.put("gateway", credentials.gateway().toString());
    json.put("user", credentials.user());
    json.put("password", credentials.password());
    json.put("platform", credentials.platform().toString());
    ArrayNode brokers = json.putArray("brokers");
    credentials.brokers().forEach(each -> brokers.add(each.toString()));
    try {
      replace(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    } catch (IOException e) {
      throw new CredentialsException(file + " cannot be written: " + e, e);
    }
  }

  /**
   * Tries whether it could be written, before a token is spent for what it is to hold.
   *
   * @throws CredentialsException if not
   */
  public void requireWritable() throws CredentialsException {
    try {
      Files.delete(fresh());
    } catch (IOException e) {
      throw new CredentialsException(file + " cannot be written: " + e, e);
    }
  }

  private void replace(String text) throws IOException {
    Path fresh = fresh();
    try {
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private Path fresh() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    FileAttribute<?>[] owner =
        POSIX
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
            : new FileAttribute<?>[0];
    return Files.createTempFile(folder, file.getFileName().toString(), ".new", owner);
  }

  /**
   * Reads it.
   *
   * @throws CredentialsException if there is none, or it is not what enrolment wrote
   */
  public Credentials read() throws CredentialsException {
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      List<URI> brokers = new ArrayList<>();
      json.path("brokers").forEach(each -> brokers.add(URI.create(each.asText())));
      return new Credentials(
          GatewayAddress.parse(required(json, "gateway")),
          required(json, "user"),
          required(json, "password"),
          brokers,
          URI.create(json.path("platform").asText()));
    } catch (NoSuchFileException e) {
      throw new CredentialsException(file + ": there is no such file. Run: gateway enroll", e);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new CredentialsException(file + " is not what enrolment writes", e);
    } catch (IOException e) {
      throw new CredentialsException(file + " cannot be read: " + e, e);
    }
  }

  private String required(JsonNode json, String key) throws CredentialsException {
    if (json == null || !json.path(key).isTextual()) {
      throw new CredentialsException(file + " has no '" + key + "'");
    }
    return json.get(key).asText();
  }

  /** Whether others than its owner may read it; unknown, and so false, on systems without POSIX. */
  public boolean isOpenToOthers() throws CredentialsException {
    try {
      return POSIX && !OWNER.containsAll(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new CredentialsException(file + " cannot be looked at: " + e, e);
    }
  }
}
