package io.fallow.scheduler.api.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.fallow.scheduler.api.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Issues tokens for trying Fallow on one's own machine. Its key pair is made at first use and kept
 * in a folder, so that tokens outlive a restart. Whoever can read that folder can be anybody: a
 * scheduler that listens beyond loopback refuses to trust it.
 */
public final class LocalIssuer {

  /** The {@code iss} of its tokens. */
  public static final String ISSUER = "fallow-local";

  /** The {@code aud} of its tokens. */
  public static final String AUDIENCE = "fallow";

  private static final String FILE = "local-issuer.pem";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final ECPrivateKey privateKey;
  private final String publicPem;

  private LocalIssuer(String pem) {
    this.privateKey = EcKeys.privateKey(pem);
    this.publicPem = EcKeys.pem("PUBLIC KEY", EcKeys.publicKey(pem).getEncoded());
  }

  /**
   * Opens the issuer whose keys are in this folder, or makes them.
   *
   * @throws UncheckedIOException when the folder can't be read or written
   * @throws IllegalArgumentException when the file there holds no keys
   */
  public static LocalIssuer open(Path folder) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(FILE);
      if (!Files.exists(file)) {
        write(file, EcKeys.generate());
      }
      return new LocalIssuer(Files.readString(file));
    } catch (IOException failure) {
      throw new UncheckedIOException("the local issuer's keys in " + folder, failure);
    }
  }

  private static void write(Path file, KeyPair keys) throws IOException {
    String pem =
        EcKeys.pem("PRIVATE KEY", keys.getPrivate().getEncoded())
            + EcKeys.pem("PUBLIC KEY", keys.getPublic().getEncoded());
    Path fresh = Files.createTempFile(file.getParent(), FILE, ".new");
    if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(fresh, pem);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** How a scheduler believes this issuer's tokens. */
  public TokenTrust trust() {
    Set<JWSAlgorithm> own = Set.of(JWSAlgorithm.ES256);
    return new TokenTrust(ISSUER, AUDIENCE, own, IssuerKeys.ofPem(publicPem));
  }

  /** Its public key. */
  public String publicPem() {
    return publicPem;
  }

  /** A token for a caller. */
  public String token(Caller caller, Instant now, Duration validity) {
    Optional<String> organisation = Optional.of(caller.organisation());
    return token(caller.person(), caller.name(), organisation, now, validity);
  }

  /**
   * A token for a person.
   *
   * @param organisation for which alone they are to act with it
   */
  public String token(
      String person, String name, Optional<String> organisation, Instant now, Duration validity) {
    JsonObject claims =
        new JsonObject()
            .put("iss", ISSUER)
            .put("aud", AUDIENCE)
            .put("sub", person)
            .put("name", name)
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(validity).getEpochSecond());
    organisation.ifPresent(code -> claims.put("org", code));
    return sign(claims);
  }

  /** Its public key, as JSON (RFC 7517). */
  public JsonObject keys() {
    ECKey key = new ECKey.Builder(Curve.P_256, EcKeys.publicKey(publicPem)).build();
    return new JsonObject(new JWKSet(key).toString(true));
  }

  /** The session ({@code sid}) that a token names which was signed here, expired or not. */
  public Optional<String> session(String token) {
    try {
      return Optional.ofNullable(new Signatures(trust()).claims(token).getString("sid"));
    } catch (ProblemException refused) {
      return Optional.empty();
    }
  }

  /** A token with any claims. */
  public String sign(JsonObject claims) {
    JsonObject header = new JsonObject().put("alg", "ES256").put("typ", "JWT");
    String signed = base64(header) + "." + base64(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(privateKey);
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("this Java can't sign with ES256", failure);
    }
  }

  private static String base64(JsonObject part) {
    return BASE64.encodeToString(part.encode().getBytes(StandardCharsets.UTF_8));
  }
}
