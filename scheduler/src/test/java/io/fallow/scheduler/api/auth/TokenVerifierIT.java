package io.fallow.scheduler.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.fallow.scheduler.api.MovableClock;
import io.fallow.scheduler.api.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenVerifierIT {

  private static final Instant NOW = Instant.parse("2026-11-18T10:00:00Z");
  private static final Caller LENA = new Caller("lena", "Lena Lake", "lakeside");

  @TempDir Path folder;
  private LocalIssuer issuer;
  private TokenVerifier verifier;

  @BeforeEach
  void open() {
    issuer = LocalIssuer.open(folder);
    verifier = new TokenVerifier(issuer.trust(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private JsonObject claims() {
    return new JsonObject()
        .put("iss", LocalIssuer.ISSUER)
        .put("aud", LocalIssuer.AUDIENCE)
        .put("sub", "lena")
        .put("name", "Lena Lake")
        .put("org", "lakeside")
        .put("exp", NOW.plusSeconds(60).getEpochSecond());
  }

  private Caller verified(String token) {
    Identity.Person person = verifier.known(token).orElseGet(() -> verifier.verify(token));
    return new Caller(person.person(), person.name(), person.organisation().orElse("(none)"));
  }

  private String refusal(String token) {
    try {
      return "accepted: " + verified(token);
    } catch (ProblemException refused) {
      return refused.problem().type().code() + ": " + refused.problem().detail();
    }
  }

  @Test
  void tellsWhoCalls() {
    assertThat(verified(issuer.token(LENA, NOW, Duration.ofHours(1)))).isEqualTo(LENA);
  }

  @Test
  void keysOutliveARestartAndAreForTheirOwnerOnly() throws Exception {
    String token = issuer.token(LENA, NOW, Duration.ofHours(1));
    LocalIssuer again = LocalIssuer.open(folder);
    verifier = new TokenVerifier(again.trust(), Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(verified(token)).isEqualTo(LENA);
    assertThat(Files.getPosixFilePermissions(folder.resolve("local-issuer.pem")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void refusesWhatIsNotMeantForUs() {
    assertThat(refusal(issuer.sign(claims().put("iss", "other")))).contains("another issuer");
    assertThat(refusal(issuer.sign(claims().put("aud", "other")))).contains("another audience");
    assertThat(refusal(issuer.sign(without("aud")))).contains("another audience");
  }

  @Test
  void refusesATokenOutsideItsTime() {
    String expired = issuer.sign(claims().put("exp", NOW.getEpochSecond()));
    assertThat(refusal(expired)).startsWith("token-expired");
    assertThat(refusal(issuer.sign(without("exp")))).contains("never expires");
    String early = issuer.sign(claims().put("nbf", NOW.plusSeconds(60).getEpochSecond()));
    assertThat(refusal(early)).contains("not valid yet");
  }

  @Test
  void refusesATokenOnceItHasExpiredThoughItTookItBefore() {
    MovableClock clock = new MovableClock(NOW);
    verifier = new TokenVerifier(issuer.trust(), clock);
    String token = issuer.token(LENA, NOW, Duration.ofHours(1));
    assertThat(verified(token)).isEqualTo(LENA);
    clock.forward(Duration.ofMinutes(59));
    assertThat(verified(token)).isEqualTo(LENA);
    clock.forward(Duration.ofMinutes(1));
    assertThat(refusal(token)).startsWith("token-expired");
  }

  @Test
  void refusesTimesThatAreNone() {
    for (String name : new String[] {"exp", "nbf", "iat"}) {
      String text = issuer.sign(claims().put("exp", 7_000_000_000L).put(name, "tomorrow"));
      assertThat(refusal(text)).as(name).startsWith("token-invalid");
    }
    for (String name : new String[] {"exp", "nbf"}) {
      String endless = issuer.sign(claims().put(name, 1e300));
      assertThat(refusal(endless)).as(name).startsWith("token-invalid");
    }
    assertThat(refusal(issuer.sign(claims().putNull("nbf")))).startsWith("token-invalid");
  }

  @Test
  void refusesATokenWhosePersonNobodyCouldRead() {
    assertThat(refusal(issuer.sign(claims().put("sub", "le\0na")))).contains("sub is unreadable");
  }

  @Test
  void refusesATokenThatNamesNobody() {
    assertThat(refusal(issuer.sign(without("sub")))).contains("its sub is missing");
    assertThat(verified(issuer.sign(without("org"))).organisation()).isEqualTo("(none)");
    assertThat(refusal(issuer.sign(claims().putNull("org")))).contains("its org is missing");
    assertThat(refusal(issuer.sign(claims().put("org", "Lake Side")))).contains("not an organ");
  }

  @Test
  void refusesOtherAlgorithmsThanItsOwn() throws Exception {
    String unsigned = part("{\"alg\":\"none\"}") + "." + part(claims().encode());
    assertThat(refusal(unsigned)).startsWith("token-invalid");
    assertThat(refusal(unsigned + ".")).startsWith("token-invalid");
    String content = part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + part(claims().encode());
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] publicKey = issuer.publicPem().getBytes(StandardCharsets.UTF_8);
    mac.init(new SecretKeySpec(publicKey, "HmacSHA256"));
    byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
    assertThat(refusal(content + "." + Base64.getUrlEncoder().encodeToString(signature)))
        .startsWith("token-invalid");
  }

  @Test
  void refusesAChangedTokenAndRubbish() {
    String token = issuer.token(LENA, NOW, Duration.ofHours(1));
    String[] parts = token.split("\\.", -1);
    String changed = parts[0] + "." + part(claims().put("org", "forge").encode()) + "." + parts[2];
    assertThat(refusal(changed)).startsWith("token-invalid");
    for (String rubbish : new String[] {"x", "..", "a.b.c", "é.é.é", "{}"}) {
      assertThat(refusal(rubbish)).as(rubbish).startsWith("token-invalid");
    }
  }

  private JsonObject without(String claim) {
    JsonObject claims = claims();
    claims.remove(claim);
    return claims;
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
