package io.fallow.telemetry.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {

  @Test
  void matchesTheSamePasswordAndNoOther() {
    String hash = PasswordHash.of("correct horse");
    assertThat(PasswordHash.matches(hash, "correct horse")).isTrue();
    assertThat(PasswordHash.matches(hash, "Correct horse")).isFalse();
    assertThat(PasswordHash.matches(hash, "")).isFalse();
  }

  @Test
  void saltsSoThatTheSamePasswordLooksDifferentEachTime() {
    assertThat(PasswordHash.of("same")).isNotEqualTo(PasswordHash.of("same"));
  }

  @Test
  void readsAHashOfFewerIterations() {
    // Computed with Python: hashlib.pbkdf2_hmac("sha256", b"secret", b"0123456789abcdef", 1000)
    String old =
        "pbkdf2-sha256$1000$MDEyMzQ1Njc4OWFiY2RlZg$tiKWHy4FAGCWE8gn6GtKhaxD2OeeAUUWXFT/p1aaNl8";
    assertThat(PasswordHash.matches(old, "secret")).isTrue();
  }

  @Test
  void matchesNothingAgainstAHashOfAnotherKind() {
    assertThat(PasswordHash.matches("secret", "secret")).isFalse();
  }
}
