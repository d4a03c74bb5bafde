package io.fallow.scheduler.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import io.fallow.scheduler.api.MovableClock;
import io.fallow.scheduler.api.auth.IssuerKeys.Pace;
import io.fallow.scheduler.api.problem.ProblemException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishedKeysIT {

  private static final Pace BRISK =
      new Pace(Duration.ofMillis(1500), Duration.ofMillis(200), Duration.ofSeconds(60));
  private static final Pace CALM =
      new Pace(Duration.ofMinutes(5), Duration.ofMinutes(4), Duration.ofSeconds(60));
  private static final RSAKey OLD = PublishingIssuer.key("old");
  private static final RSAKey NEW = PublishingIssuer.key("new");

  private final PublishingIssuer issuer = new PublishingIssuer();
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-18T10:00:00Z"));

  @AfterEach
  void close() {
    issuer.close();
  }

  private TokenVerifier verifier(IssuerKeys keys) {
    return new TokenVerifier(
        new TokenTrust(issuer.name(), "fallow", TokenTrust.USUAL, keys), clock);
  }

  private String token(RSAKey key) {
    return PublishingIssuer.token(
        key,
        new JsonObject()
            .put("iss", issuer.name())
            .put("aud", "fallow")
            .put("sub", "lena")
            .put("exp", clock.instant().plusSeconds(3600).getEpochSecond()));
  }

  private static String outcome(TokenVerifier verifier, String token) {
    try {
      return verifier.known(token).orElseGet(() -> verifier.verify(token)).person();
    } catch (ProblemException refused) {
      return refused.problem().type().code();
    }
  }

  @Test
  void aNewKeyCountsAsSoonAsATokenNamesIt() {
    issuer.publish(OLD);
    TokenVerifier verifier = verifier(IssuerKeys.at(issuer.keysAddress(), BRISK));
    assertThat(outcome(verifier, token(OLD))).isEqualTo("lena");
    issuer.publish(OLD, NEW);
    await().until(() -> outcome(verifier, token(NEW)).equals("lena"));
  }

  @Test
  void aWithdrawnKeyIsSoonWorthNothingThoughItsTokenWasTakenBefore() {
    issuer.publish(OLD);
    TokenVerifier verifier = verifier(IssuerKeys.at(issuer.keysAddress(), BRISK));
    String token = token(OLD);
    assertThat(outcome(verifier, token)).isEqualTo("lena");
    issuer.publish(NEW);
    await().until(() -> outcome(verifier, token(OLD)).equals("token-invalid") || renewed());
    clock.forward(Duration.ofMinutes(1));
    await().until(() -> outcome(verifier, token).equals("token-invalid"));
  }

  /** A minute on, what was remembered of tokens is forgotten. */
  private boolean renewed() {
    clock.forward(Duration.ofMinutes(1));
    return false;
  }

  @Test
  void tokensOfUnknownKeysDoNotMakeTheIssuerBusy() {
    issuer.publish(OLD);
    TokenVerifier verifier = verifier(IssuerKeys.at(issuer.keysAddress(), CALM));
    assertThat(outcome(verifier, token(OLD))).isEqualTo("lena");
    for (int i = 0; i < 50; i++) {
      assertThat(outcome(verifier, token(NEW))).isEqualTo("token-invalid");
    }
    assertThat(issuer.timesAsked()).isLessThanOrEqualTo(3);
    assertThat(outcome(verifier, token(OLD))).isEqualTo("lena");
  }

  @Test
  void anIssuerThatIsAwayHindersNobodyWhoseKeyIsKnown() {
    issuer.publish(OLD);
    TokenVerifier verifier = verifier(IssuerKeys.at(issuer.keysAddress(), BRISK));
    assertThat(outcome(verifier, token(OLD))).isEqualTo("lena");
    issuer.answerWith(503);
    long from = System.nanoTime();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              clock.forward(Duration.ofMinutes(2));
              assertThat(outcome(verifier, token(OLD))).isEqualTo("lena");
              return System.nanoTime() - from > BRISK.kept().multipliedBy(3).toNanos();
            });
  }

  @Test
  void anIssuerThatWasNeverReachedIsSaidToBeAway() {
    issuer.publish(OLD);
    issuer.answerWith(500);
    TokenVerifier verifier = verifier(IssuerKeys.at(issuer.keysAddress(), BRISK));
    assertThat(outcome(verifier, token(OLD))).isEqualTo("issuer-unavailable");
    issuer.answerWith(200);
    await().until(() -> outcome(verifier, token(OLD)).equals("lena"));
  }

  @Test
  void keysAreFoundByTheIssuersConfigurationAlsoAfterTheyMoved() {
    issuer.publish(OLD);
    TokenVerifier verifier = verifier(IssuerKeys.discoveredFrom(issuer.name(), BRISK));
    assertThat(outcome(verifier, token(OLD))).isEqualTo("lena");
    issuer.moveKeys();
    issuer.publish(NEW);
    await().until(() -> outcome(verifier, token(NEW)).equals("lena"));
  }

  @Test
  void redirectsAreNotFollowed() {
    issuer.publish(OLD);
    issuer.answerWith(302);
    TokenVerifier verifier = verifier(IssuerKeys.at(issuer.keysAddress(), BRISK));
    assertThat(outcome(verifier, token(OLD))).isEqualTo("issuer-unavailable");
  }

  @Test
  void keysComeOverTlsAloneButForThisMachines() {
    for (String address :
        new String[] {
          "http://id.example/keys",
          "http://10.0.0.1/keys",
          "ftp://localhost/keys",
          "file:/etc/keys",
          "http://localhost.evil.example/keys",
          "keys"
        }) {
      assertThatThrownBy(() -> IssuerKeys.at(URI.create(address)))
          .as(address)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("https://");
    }
    assertThat(IssuerKeys.at(URI.create("https://id.example/keys"))).isNotNull();
  }
}
